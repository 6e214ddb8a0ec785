import { isMainThread } from 'node:worker_threads'
import { startProduct } from './start-product.ts'

if (isMainThread) {
  const product = await startProduct(process.env)
  const stop = (): void => {
    void product.stop().then(() => {
      process.exitCode = 0
    })
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
