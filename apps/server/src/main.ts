import { isMainThread } from 'node:worker_threads'
import { loadDotEnv } from './config/dot-env.ts'
import { startProduct } from './start-product.ts'

if (isMainThread) {
  loadDotEnv()
  const starting = startProduct(process.env)
  // A stop that is asked for during the start waits for it: only a started product knows all it has to end.
  const stop = (): void => {
    void starting.then((product) => product.stop())
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await starting
}
