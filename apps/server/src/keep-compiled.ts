import { enableCompileCache } from 'node:module'
import path from 'node:path'

/** What Node has once stripped of its types and compiled it need not do again: half of a later start. */
export function keepCompiled(): void {
  enableCompileCache(path.resolve(import.meta.dirname, '../../../node_modules/.cache/node'))
}
