import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { frameFile, frameHash } from '../apps/server/src/features/supervision/frame-file.ts'
import { projectRoot } from './run-step.ts'

const frame = frameFile({
  rows: Array.from({ length: 20 }, (_, n) => ({
    stratum: n < 15 ? '甲街道' : '乙街道',
    id: `id-${String(n).padStart(2, '0')}`,
    label: `${String(n)}号 东门，枯死`,
  })),
  strata: [
    { stratum: '甲街道', size: 15, sample: 3 },
    { stratum: '乙街道', size: 5, sample: 2 },
  ],
})
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-draw-'))
  writeFileSync(path.join(folder, '总体.csv'), frame)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function verified(...given: readonly string[]) {
  const program = path.join(projectRoot, 'tools', 'verify-draw.ts')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...given])
    return { exit: 0, lines: stdout.trim().split('\n') }
  } catch (fault) {
    return { exit: (fault as { code: number }).code, lines: [] }
  }
}

it('repeats a draw from nothing but the frozen file and the announced seed', async () => {
  const file = path.join(folder, '总体.csv')
  const { exit, lines } = await verified(file, ' 07 12 19 ')
  expect(exit).toBe(0)
  expect(lines.slice(0, 2)).toEqual([`总体校验值 SHA-256  ${frameHash(frame)}`, '种子  07 12 19'])
  // Written down once: whoever changes how a draw is made breaks every draw that was announced.
  const sample = ['id-16', 'id-17', 'id-10', 'id-00', 'id-14']
  expect(lines.slice(2).map((line) => line.split('\t')[2])).toEqual(sample)
  expect(await verified(file, '07 12 19')).toEqual({ exit, lines })
})

it('says so where the file is no frame', async () => {
  writeFileSync(path.join(folder, '别的.csv'), '别的')
  expect((await verified(path.join(folder, '别的.csv'), '1')).exit).toBe(1)
  expect((await verified()).exit).toBe(2)
})
