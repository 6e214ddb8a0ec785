import { setTimeout as pause } from 'node:timers/promises'
import { serveWork } from '../serve-work.ts'
import type { BehaviourWork } from './behaviour.ts'

serveWork<BehaviourWork>(async (input, tell) => {
  switch (input.does) {
    case 'answer':
      return input.value
    case 'count':
      for (let at = 1; at <= input.to; at++) tell(at)
      return input.to
    case 'throw':
      throw new TypeError(input.message)
    case 'exit':
      return process.exit(input.code)
    case 'abort':
      return process.abort()
    case 'wait':
      tell(process.pid)
      return pause(600_000)
    case 'wait in vain':
      return new Promise(() => undefined)
    case 'toil':
      // Never gives the event loop a turn.
      for (;;) {
        tell(process.pid)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      }
    case 'fill memory': {
      const kept: string[][] = []
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, at) => `${String(at)} of ${String(kept.length)}`))
    }
  }
})
