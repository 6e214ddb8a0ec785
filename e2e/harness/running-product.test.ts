import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../tools/run-step.ts'
import { processesOf } from './processes.ts'
import { startProduct } from './running-product.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-harness-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A stand-in for the server that prints what it prints, so that the harness itself can be tested. */
function standIn(name: string, program: string): string {
  const file = path.join(folder, `${name}.mjs`)
  writeFileSync(file, program)
  return path.relative(projectRoot, file)
}

const ready = `
  console.log('创园 已就绪 http://127.0.0.1:4321')
  console.log('首次设置 http://127.0.0.1:4321/setup#token=abc-123')
  setInterval(() => {}, 1000)
`

describe('a running product', () => {
  it('answers its address and its set-up link', async () => {
    const product = await startProduct({ entry: standIn('ready', ready) })
    expect(product.address).toBe('http://127.0.0.1:4321')
    expect(await product.setUpLink()).toBe('http://127.0.0.1:4321/setup#token=abc-123')
    await product.stop()
    expect(processesOf(product.dataFolder)).toEqual([])
  })

  it('is refused when a process outlives it', async () => {
    const orphan = `
      import { spawn } from 'node:child_process'
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref()
      ${ready}
    `
    const product = await startProduct({ entry: standIn('orphan', orphan) })
    await expect(product.stop()).rejects.toThrow(/processes outlived the product:\n\d+ sleep 60/)
    expect(processesOf(product.dataFolder)).toEqual([])
  })

  it('says what was printed when it ends before it is ready', async () => {
    const broken = standIn('broken', `console.error('disk full'); process.exitCode = 1`)
    await expect(startProduct({ entry: broken })).rejects.toThrow(/ended before[\s\S]*disk full/)
  })
})
