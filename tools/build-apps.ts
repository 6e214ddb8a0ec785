/**
 * Builds what browsers receive, unless its present build was made from exactly these sources, and loads the server
 * once, so that a first start finds it compiled. Runs at the end of an install.
 */
import { flushCompileCache } from 'node:module'
import { buildConsole } from '../apps/server/src/console-build.ts'
import { keepCompiled } from '../apps/server/src/keep-compiled.ts'

keepCompiled()
await Promise.all([
  buildConsole((line) => {
    console.log(line)
  }),
  import('../apps/server/src/start-product.ts'),
])
flushCompileCache()
