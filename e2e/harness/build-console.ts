import { buildConsole } from '../../apps/server/src/console-build.ts'

/** Builds the console once, before several workers start products that would each build it. */
export async function buildOnce(): Promise<void> {
  await buildConsole((line) => {
    console.log(line)
  })
}
