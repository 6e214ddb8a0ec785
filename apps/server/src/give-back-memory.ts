import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Hands the memory of starting back to the machine. Node collects garbage when
 * it needs room; a server that waits for its first visitor would keep what
 * loading the program, and drawing a whole demo town, took.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  // Only the last resort also returns the pages that the heap has grown by.
  if (typeof collect === 'function')
    Reflect.apply(collect, undefined, [{ type: 'major', flavor: 'last-resort' }])
}
