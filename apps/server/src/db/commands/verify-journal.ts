import { withConnection } from '../connect.ts'
import { verifyEveryJournal } from '../verify-every-journal.ts'
import { runCommand, say } from './run-command.ts'

const faultWords = {
  'line-missing': '缺失',
  'line-changed': '内容与校验值不符',
  'chain-broken': '与上一条不相接',
  'head-differs': '与记录的末条不符',
} as const

/** `npm run journal:verify`: 0 if every district's chain is whole, else 1. */
await runCommand(async ({ owner }) => {
  const verdicts = await withConnection(owner, verifyEveryJournal)
  for (const { name, verdict } of verdicts) {
    say(
      verdict.whole
        ? `${name} 日志 ${String(verdict.lines)} 条，完整，末条校验值 ${verdict.head}`
        : `${name} 日志第 ${String(verdict.seq)} 条有问题：${faultWords[verdict.fault]}（${verdict.fault}）`,
    )
  }
  if (verdicts.length === 0) say('还没有区县。')
  return verdicts.every(({ verdict }) => verdict.whole) ? 0 : 1
})
