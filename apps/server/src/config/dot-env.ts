import { existsSync } from 'node:fs'

/** Adds what `.env` in the working directory says to the environment; a variable that is set already wins. */
export function loadDotEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}
