import type { Instant } from '@chuangyuan/domain/day'
import { startProduct } from '../../apps/server/src/start-product.ts'

/** The product at an instant that stands still (`STANDS_AT`): for what else would take days, such as a holiday. */
const now = Date.parse(process.env['STANDS_AT'] ?? '') as Instant
const starting = startProduct(process.env, () => now)
process.once('SIGTERM', () => {
  void starting.then((product) => product.stop())
})
await starting
