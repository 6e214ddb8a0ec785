import { rmSync } from 'node:fs'
import { buildOnce } from './build-console.ts'
import { offerPreparedDemo } from './prepared-demo.ts'
import { startProduct } from './running-product.ts'

/** What all journeys need is made once: the console, and a demo district that products begin with a copy of. */
export default async function beforeAll(): Promise<() => void> {
  await buildOnce()
  const product = await startProduct({ fromNothing: true })
  // It ends only once its papers are issued.
  await product.stop({ keepData: true })
  offerPreparedDemo(product.dataFolder, product.output())
  return () => {
    rmSync(product.dataFolder, { recursive: true, force: true })
  }
}
