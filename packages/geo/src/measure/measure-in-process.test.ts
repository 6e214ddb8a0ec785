import { expect, test } from 'vitest'
import { metricPolygons, square } from '../testing/metric-layer.ts'
import { measure } from './measure.ts'
import { measureInProcess } from './measure-in-process.ts'

const boundary = metricPolygons(square(0, 0, 2000))
const areas = [{ name: 'green', layer: metricPolygons(square(100, 100, 700)) }]

test('a process measures what the same call measures here, and tells how far it is', async () => {
  const shares: number[] = []
  const there = await measureInProcess({ boundary, areas }, { onProgress: (share) => shares.push(share) })
  expect(there).toEqual(measure({ boundary, areas }))
  expect(shares.length).toBeGreaterThan(1)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})

test('a refusal comes back from the process as a refusal', async () => {
  const nowhere = metricPolygons()
  expect(await measureInProcess({ boundary: nowhere })).toEqual({
    ok: false,
    refusal: { code: 'measure.empty-boundary' },
  })
})

test('a cancelled measurement ends at once, before and during', async () => {
  await expect(
    measureInProcess({ boundary, areas }, { signal: AbortSignal.abort(new Error('closed')) }),
  ).rejects.toThrow('closed')
  const controller = new AbortController()
  const running = measureInProcess(
    { boundary, areas, rowMetres: 0.01 },
    { signal: controller.signal, onProgress: () => controller.abort(new Error('window closed')) },
  )
  await expect(running).rejects.toThrow('window closed')
})
