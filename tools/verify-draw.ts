/**
 * Repeats a draw of 回头看 from the frozen frame and the announced seed, without server or account:
 *
 *   npm run draw:verify -- 三月回头看-总体.csv "07 12 19 23 28 31 + 05"
 */
import { readFileSync } from 'node:fs'
import { sampleOfFile } from '../apps/server/src/features/supervision/sample-of-file.ts'

const [path, seed] = process.argv.slice(2)
if (path === undefined || seed === undefined) {
  console.error('用法：npm run draw:verify -- 总体文件.csv "公布的种子"')
  process.exit(2)
}
const drawn = sampleOfFile(readFileSync(path, 'utf8'), seed)
if (drawn === undefined) {
  console.error(`${path} 不是封存的总体文件，或已被改动。`)
  process.exit(1)
}
console.log(`总体校验值 SHA-256  ${drawn.hash}`)
console.log(`种子  ${seed.trim()}`)
for (const [index, { stratum, id, label }] of drawn.sample.entries())
  console.log([String(index + 1), stratum, id, label].join('\t'))
