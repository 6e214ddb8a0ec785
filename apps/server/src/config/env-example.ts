import { z } from 'zod'
import { envSchema } from './env.ts'

const metaSchema = z.object({ description: z.string(), examples: z.tuple([z.string()]) })

/** `.env.example` as the schema describes it: what is unset is commented out. */
export function envExample(): string {
  const blocks = Object.entries(envSchema.shape).map(([name, schema]) => {
    const { description, examples } = metaSchema.parse(schema.meta())
    return `# ${description}\n#${name}=${examples[0]}\n`
  })
  return [
    '# 复制为 .env 后按需修改；每一项都可以不设。npm 脚本启动时会自动读取它。',
    '# 由 npm run env:example 从 apps/server/src/config/env.ts 生成，请勿手工修改。\n',
    ...blocks,
  ].join('\n')
}
