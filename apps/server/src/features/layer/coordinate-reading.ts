import type { CoordinateReading as OnWire } from '@chuangyuan/contract/layer'
import { parseCrs } from '@chuangyuan/geo/crs'
import { textOfCrs, type CoordinateReading } from '@chuangyuan/map-files/layer-crs'
import { Refused } from '../../http/refused.ts'

/** The system a person chose; a text that names none is refused. */
export function readingFromWire({ crs, swapped, shift }: OnWire): CoordinateReading {
  const parsed = parseCrs(crs)
  if (parsed.ok) return { crs: parsed.value, swapped, shift }
  const { refusal } = parsed
  throw refusal.code === 'crs.local-parameters'
    ? new Refused('layer.crs-local', { stated: refusal.datum })
    : new Refused('layer.crs-unknown', { stated: refusal.text.slice(0, 200) })
}

/** Degrees shifted on top of a geographic system are GCJ-02 or BD-09 themselves. */
export function readingOnWire({ crs, swapped, shift }: CoordinateReading): OnWire {
  if (crs.kind === 'geographic' && shift !== 'none') {
    return { crs: shift === 'gcj-02' ? 'GCJ-02' : 'BD-09', swapped, shift: 'none' }
  }
  return { crs: textOfCrs(crs), swapped, shift }
}
