import type { Message, Work } from './work.ts'

/**
 * The body of a process that `runInProcess` starts: one piece of work, then it
 * ends. It also ends when the process that started it is gone.
 */
export function serveWork<Kind extends Work>(
  work: (
    input: Kind['input'],
    tell: (progress: Kind['progress']) => void,
  ) => Kind['answer'] | Promise<Kind['answer']>,
): void {
  const starter = process.ppid
  const say = (message: Message<Kind>) => process.send?.(message)
  const tell = (progress: Kind['progress']) => {
    // Work that never gives the event loop a turn does not hear that the channel is closed.
    if (process.ppid !== starter) process.exit()
    say({ kind: 'progress', progress })
  }
  const carryOut = async (input: Kind['input']) => {
    try {
      say({ kind: 'answer', answer: await work(input, tell) })
    } catch (fault) {
      say({ kind: 'thrown', error: fault instanceof Error ? fault : new Error(String(fault)) })
    }
  }
  process.once('disconnect', () => process.exit())
  process.once('message', (message) => {
    // Work that waits for what never comes ends the process instead of keeping it.
    process.channel?.unref()
    void carryOut((message as { readonly input: Kind['input'] }).input)
  })
}
