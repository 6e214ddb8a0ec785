import { spawn } from 'node:child_process'
import path from 'node:path'

/** The top of the tree, wherever a command is typed. */
export const projectRoot = path.resolve(import.meta.dirname, '..')

/**
 * Runs one program to its end and answers its exit code.
 *
 * Programs are looked up in node_modules/.bin first, so that the pinned Node
 * runs them even where the system has another one.
 */
export function runStep(
  program: string,
  programArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const binaries = path.join(projectRoot, 'node_modules', '.bin')
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: `${binaries}${path.delimiter}${process.env['PATH'] ?? ''}`,
        ...environment,
      },
    })
    child.on('error', (cause) => {
      console.error(`${program} 无法运行 could not be run: ${cause.message}`)
      resolve(127)
    })
    // A program ended by a signal has no exit code, and has not succeeded.
    child.on('close', (code) => {
      resolve(code ?? 1)
    })
  })
}

export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
