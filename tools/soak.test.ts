import { expect, it } from 'vitest'
import { runSoak } from './soak/run-soak.ts'

it('nothing that phones send over a bad line to a server that dies is lost, doubled or changed', async () => {
  const { faults, suffered } = await runSoak({ seed: 7, phones: 3, records: 60, photos: 8, kills: 1 })
  expect(faults).toEqual([])
  // Without mishaps it would have proved nothing.
  expect(Object.values(suffered).every((count) => count > 0)).toBe(true)
}, 240_000)
