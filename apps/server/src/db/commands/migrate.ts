import { parseArgs } from 'node:util'
import { withConnection } from '../connect.ts'
import { migrate, migrateDown } from '../migrate.ts'
import { runCommand, say } from './run-command.ts'

/** `npm run db:migrate`, or in development `npm run db:migrate -- --down-to 3` */
const { values } = parseArgs({ options: { 'down-to': { type: 'string' } } })
const downTo = values['down-to']

await runCommand(async ({ owner }) => {
  const taken = await withConnection(owner, (client) =>
    downTo === undefined ? migrate(client) : migrateDown(client, Number(downTo)),
  )
  for (const name of taken) say(`${downTo === undefined ? '已执行' : '已撤回'} ${name}`)
  if (taken.length === 0) say('数据库结构已是最新。')
  return 0
})
