import { newId } from '../../../db/id.ts'
import { pinyinOf } from '../../site/public.ts'
import type { FactRow } from '../fact-row.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading, type SheetValues } from './comparison.ts'
import { toCgcs2000, whyOutside, type CoordinateSystem } from './extent.ts'
import type { Faults, JudgedRow } from './fault.ts'
import { lookupIn } from './lookup.ts'
import { siteRow } from './sheet-row.ts'
import { siteRolesOf } from './site-roles-of.ts'

export function compareSites(c: Comparison, reading: Reading<'sites'>): Promise<JudgedRow[]> {
  const { draft, names } = c
  const take = taken(reading)
  const once = onlyOnce()
  const now = lookupIn(c, 'now')
  const then = lookupIn(c, 'before')
  const byCode = new Map<string, string>()
  for (const { code, id } of draft.rows('sites')) byCode.set(code, id)
  return judgeRows(c, 'sites', reading, (values, faults, rowNumber) => {
    const id = byCode.get(values.code) ?? newId()
    once(id, 'code', faults, rowNumber)
    const before = draft.before('sites', id)
    const street = names.street(values.street)
    if (!street.ok) faults.add('street', street.refusal)
    const streetId = street.ok ? street.value : undefined
    const unit = (column: 'owner' | 'territory') => {
      const given = values[column]
      if (given === undefined) return undefined
      const found = names.unit(given)
      if (!found.ok) faults.add(column, found.refusal)
      return found.ok ? found.value : undefined
    }
    const ownerId = unit('owner')
    const territoryId = unit('territory')
    const communityId = communityOf(c, values, streetId, faults)
    const place = placeOf(c, reading, values, before, faults)
    const roles = siteRolesOf(c, reading, values, before?.roles ?? [], [ownerId, territoryId], faults)
    if (streetId === undefined || !faults.none()) return undefined
    const row: FactRow<'sites'> = {
      id,
      code: values.code,
      name: values.name,
      pinyin: before?.name === values.name ? before.pinyin : pinyinOf(values.name),
      kind: values.kind,
      street_id: streetId,
      community_id: take('community', communityId, before?.community_id),
      territory_unit_id: take('territory', territoryId, before?.territory_unit_id),
      address: take('address', values.address, before?.address),
      owner_unit_id: take('owner', ownerId, before?.owner_unit_id),
      ...place,
      area: take('area', values.area, before?.area),
      length: take('length', values.length, before?.length),
      on_route: take('onRoute', values.onRoute, before?.on_route) ?? false,
      remark: take('remark', values.remark, before?.remark),
      roles,
    }
    const isChanged = draft.put('sites', row)
    byCode.set(row.code, id)
    return {
      isNew: before === undefined,
      isChanged,
      before: before === undefined || !isChanged ? undefined : siteRow(before, then),
      after: isChanged ? siteRow(row, now) : {},
    }
  })
}

function communityOf(
  { draft, names }: Comparison,
  { community }: SheetValues<'sites'>,
  streetId: string | undefined,
  faults: Faults,
): string | undefined {
  if (community === undefined || streetId === undefined) return undefined
  const found = names.communities
    .find(community)
    .find((id) => draft.row('communities', id)?.street_id === streetId)
  if (found === undefined) faults.add('community', names.unknown('community', community))
  return found
}

type Place = Pick<FactRow<'sites'>, 'geometry' | 'lon' | 'lat' | 'coordinate_system'>

/** Closer than this the point is the same, and an outline that came from a map is kept (about a centimetre). */
const sameDegrees = 1.5e-7

function placeOf(
  c: Comparison,
  reading: Reading<'sites'>,
  { lon, lat, coordinateSystem }: SheetValues<'sites'>,
  before: FactRow<'sites'> | undefined,
  faults: Faults,
): Place {
  const asBefore: Place = {
    geometry: before?.geometry ?? null,
    lon: before?.lon ?? null,
    lat: before?.lat ?? null,
    coordinate_system: before?.coordinate_system ?? null,
  }
  if (!reading.columns.has('lon') && !reading.columns.has('lat')) return asBefore
  if (lon === undefined && lat === undefined) {
    return { ...asBefore, lon: null, lat: null, coordinate_system: null }
  }
  if (lon === undefined || lat === undefined) {
    faults.add(lon === undefined ? 'lon' : 'lat', { code: 'coordinates.incomplete', details: {} })
    return asBefore
  }
  if (coordinateSystem === undefined) {
    faults.add('coordinateSystem', { code: 'coordinates.system-missing', details: {} })
    return asBefore
  }
  const system = systemNamed(coordinateSystem)
  const outside = whyOutside([lon, lat], system, c.extent)
  if (outside !== undefined) {
    faults.add(outside.code === 'coordinates.wrong-system' ? 'coordinateSystem' : 'lon', outside)
    return asBefore
  }
  const [x, y] = toCgcs2000([lon, lat], system)
  const isSame =
    asBefore.lon !== null &&
    asBefore.lat !== null &&
    Math.abs(asBefore.lon - x) < sameDegrees &&
    Math.abs(asBefore.lat - y) < sameDegrees
  return isSame ? asBefore : { geometry: null, lon: x, lat: y, coordinate_system: system }
}

function systemNamed(value: string): CoordinateSystem {
  return value === 'gcj-02' || value === 'bd-09' || value === 'wgs-84' ? value : 'cgcs2000'
}
