import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Stands in the worker's source where the build writes the list. */
const placeholder = '__PRECACHED_FILES__'

/**
 * Writes into the service worker which files make up the app. The list holds the hashes of its files, so a new build
 * is a new worker, and that is how a phone notices it.
 */
export function precachedFiles(): Plugin {
  let publicDir = ''
  return {
    name: 'precached-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle(_options, bundle) {
      const built = Object.values(bundle).filter(({ fileName }) => fileName !== 'service-worker.js')
      const hash = createHash('sha256')
      for (const file of built.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1)))
        hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source)
      const files = [...built.map(({ fileName }) => fileName), ...readdirSync(publicDir)].toSorted()
      const worker = bundle['service-worker.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
      const said = JSON.stringify(JSON.stringify({ version: hash.digest('hex').slice(0, 16), files }))
      worker.code = worker.code.replace(new RegExp(`['"\`]${placeholder}['"\`]`), said)
    },
  }
}
