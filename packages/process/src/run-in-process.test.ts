import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runInProcess, type InProcess } from './run-in-process.ts'
import { behaviourBody, type BehaviourWork } from './testing/behaviour.ts'

function behave(input: BehaviourWork['input'], options?: InProcess<number>): Promise<unknown> {
  return runInProcess<BehaviourWork>(behaviourBody, input, options)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Fails by the test's time limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10)
}

const childrenHere = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length

describe('work in a process of its own', () => {
  it('takes and answers plain data of every sort, and tells how far it is', async () => {
    const value = {
      positions: Float64Array.of(118.5, 36.25),
      starts: new Uint32Array(Uint32Array.of(9, 1, 2).buffer, 4),
      odd: Uint8Array.of(1, 2, 3),
      nothing: undefined,
      names: new Map([['一', [1n, null, Number.NaN]]]),
    }
    expect(await behave({ does: 'answer', value })).toEqual(value)
    const told: number[] = []
    expect(await behave({ does: 'count', to: 500 }, { onProgress: (at) => told.push(at) })).toBe(500)
    expect(told).toEqual(Array.from({ length: 500 }, (_, at) => at + 1))
  })

  it('fails with the error that the work throws', async () => {
    const failing = behave({ does: 'throw', message: '第三行' })
    await expect(failing).rejects.toThrow(TypeError)
    await expect(failing).rejects.toThrow('第三行')
  })

  it('fails with input that cannot be copied, and leaves no process behind', async () => {
    await expect(behave({ does: 'answer', value: () => 1 })).rejects.toThrow('could not be cloned')
    await until(() => childrenHere() === 0)
  })

  it('fails alone, and says how, when its process crashes, ends or cannot end', async () => {
    await expect(behave({ does: 'abort' })).rejects.toThrow('behave-process.ts ended by SIGABRT')
    await expect(behave({ does: 'exit', code: 7 })).rejects.toThrow('ended with code 7')
    await expect(behave({ does: 'exit', code: 0 })).rejects.toThrow('ended with code 0 and without an answer')
    await expect(behave({ does: 'wait in vain' })).rejects.toThrow('without an answer')
    expect(await behave({ does: 'answer', value: 'still here' })).toBe('still here')
  })

  it('fails with the last words of an engine that has no memory left', async () => {
    const filling = behave({ does: 'fill memory' }, { heapMegabytes: 32 })
    await expect(filling).rejects.toThrow(/ended by SIG(ABRT|TRAP)[^]*heap out of memory/)
  })

  it('fails where there is no such body', async () => {
    const nowhere = new URL('./nowhere-process.ts', import.meta.url)
    await expect(runInProcess<BehaviourWork>(nowhere, { does: 'wait' })).rejects.toThrow('Cannot find module')
  })
})

describe('cancelled work', () => {
  it('rejects with the reason before it has a process', async () => {
    // What an earlier test has killed may still be on its way out.
    await until(() => childrenHere() === 0)
    const signal = AbortSignal.abort(new Error('closed'))
    await expect(behave({ does: 'wait' }, { signal })).rejects.toThrow('closed')
    expect(childrenHere()).toBe(0)
  })

  it.each(['wait', 'toil'] as const)('rejects at once and ends a process that does “%s”', async (does) => {
    const cancel = new AbortController()
    let pid = 0
    const running = behave({ does }, { signal: cancel.signal, onProgress: (its) => (pid = its) })
    await until(() => pid !== 0)
    cancel.abort(new Error('window closed'))
    const settled = await Promise.race([running.catch(String), new Promise((done) => setImmediate(done))])
    expect(settled).toBe('Error: window closed')
    await until(() => !isAlive(pid))
  })

  it('rejects with the reason and leaves no process, whenever it is cancelled', async () => {
    // Four at a time on a machine of few cores: some are cancelled while they start, some while they work.
    const delays = fc.sample(fc.integer({ min: 0, max: 400 }), { numRuns: 100, seed: 1 })
    const reasons: unknown[] = []
    const cancelOneByOne = async () => {
      for (let delay = delays.pop(); delay !== undefined; delay = delays.pop()) {
        const signal = AbortSignal.timeout(delay)
        reasons.push(
          await behave({ does: 'toil' }, { signal }).catch((fault: unknown) => fault === signal.reason),
        )
      }
    }
    await Promise.all([cancelOneByOne(), cancelOneByOne(), cancelOneByOne(), cancelOneByOne()])
    expect(reasons).toEqual(Array.from({ length: 100 }, () => true))
    await until(() => childrenHere() === 0)
  })
})

describe('a server that is killed', () => {
  it.each(['wait', 'toil'])('leaves no process that does “%s”', async (does) => {
    const program = fileURLToPath(new URL('./testing/start-work.ts', import.meta.url))
    const server = spawn(process.execPath, [program, does], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [printed] = (await once(server.stdout, 'data')) as [Buffer]
    const pid = Number(printed.toString())
    expect(isAlive(pid)).toBe(true)
    server.kill('SIGKILL')
    await until(() => !isAlive(pid))
  })
})
