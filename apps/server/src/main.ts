import { flushCompileCache } from 'node:module'
import { loadDotEnv } from './config/dot-env.ts'
import { keepCompiled } from './keep-compiled.ts'

keepCompiled()
// Only what is loaded from here on is kept, so it must not be an import of this file.
const { startProduct } = await import('./start-product.ts')

loadDotEnv()
const starting = startProduct(process.env)
// A stop that is asked for during the start waits for it: only a started product knows all it has to end.
const stop = (): void => {
  void starting.then((product) => product.stop())
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
await starting
flushCompileCache()
