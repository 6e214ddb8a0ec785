import type { Instant } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { nearestSites } from './nearest-sites.ts'
import { reportForm, reportOf } from './report-form.ts'

const now = Date.parse('2026-03-05T09:30:00+08:00') as Instant
const spot = { lon: 117.02, lat: 36.67 }

it('what the clerk clicked is where it lies, and how that is known', () => {
  const form = { ...reportForm(now), streetId: 'street', spot }
  expect(reportOf(form, 'id').place).toEqual({ ...spot, accuracy: null, system: 'CGCS2000', how: 'map' })
  expect(reportOf({ ...form, spot: undefined }, 'id').place).toBeNull()
})

it('the nearest sites are offered, and none that lies elsewhere', () => {
  const site = (id: string, north: number) => ({
    ...{ id, code: id, name: id, kind: 'park' as const, street: '', holes: 0 },
    ...{ lon: spot.lon, lat: spot.lat + north },
  })
  const sites = [
    site('far', 0.01),
    ...[0.004, 0.001, 0.003, 0.002, 0, 0.0005].map((at) => site(String(at), at)),
  ]
  expect(nearestSites(spot, sites).map((each) => each.site.id)).toEqual([
    '0',
    '0.0005',
    '0.001',
    '0.002',
    '0.003',
  ])
  expect(nearestSites(spot, sites)[2]?.metres).toBeCloseTo(111, 0)
})
