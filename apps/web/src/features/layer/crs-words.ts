import type { CoordinateReading } from '@chuangyuan/contract/layer'
import { t } from '../../shell/text.ts'

/** A coordinate system as a surveyor would name it. The EPSG code stays beside it: it is what other programs ask for. */
export function systemWords({ crs, swapped, shift }: CoordinateReading): string {
  const plain = systemName(crs)
  const shifted =
    shift === 'none' ? plain : t('layer.system.shifted', { system: plain, datum: shift.toUpperCase() })
  return swapped ? t('layer.system.swapped', { system: shifted }) : shifted
}

export function systemName(crs: string): string {
  if (crs === 'GCJ-02') return t('layer.system.gcj02')
  if (crs === 'BD-09') return t('layer.system.bd09')
  const code = Number(/^EPSG:(\d+)$/.exec(crs)?.[1])
  const name = Number.isNaN(code) ? undefined : registered(code)
  if (name === undefined) return isDefinition(crs) ? t('layer.system.definition') : crs
  return `${name} · ${crs}`
}

/** WKT or proj4, which nobody reads; anything else is a name that the file gives itself. */
function isDefinition(crs: string): boolean {
  return crs.includes('[') || crs.includes('+proj')
}

function registered(code: number): string | undefined {
  if (code === 4490 || code === 4480) return t('layer.system.cgcs2000')
  if (code === 4326 || code === 4979) return t('layer.system.wgs84')
  if (code === 3857) return t('layer.system.mercator')
  if (code >= 4491 && code < 4502) return t('layer.system.sixDegreeNumbered', { zone: code - 4478 })
  if (code >= 4502 && code < 4513) return t('layer.system.sixDegree', { meridian: (code - 4502) * 6 + 75 })
  if (code >= 4513 && code < 4534) return t('layer.system.threeDegreeNumbered', { zone: code - 4488 })
  if (code >= 4534 && code < 4555) return t('layer.system.threeDegree', { meridian: (code - 4534) * 3 + 75 })
  if (code > 32_600 && code <= 32_660) return t('layer.system.utm', { zone: `${String(code - 32_600)}N` })
  return undefined
}

const range = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => `EPSG:${String(first + at)}`)

/** What a person may choose from: degrees, web maps, the 3-degree zones of China with and without number, UTM. */
export const offeredSystems: readonly string[] = [
  'EPSG:4490',
  'EPSG:4326',
  'GCJ-02',
  'BD-09',
  ...range(4534, 21),
  ...range(4513, 21),
  'EPSG:3857',
  ...range(32_643, 11),
]

export function sameReading(a: CoordinateReading | null, b: CoordinateReading | null): boolean {
  return a?.crs === b?.crs && a?.swapped === b?.swapped && a?.shift === b?.shift
}
