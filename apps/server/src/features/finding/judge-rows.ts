import type { FindingRowFaultCode, ReportInput, WrongFindingRow } from '@chuangyuan/contract/finding'
import { dayOf, startOfDay, type Instant } from '@chuangyuan/domain/day'
import type { Party } from '@chuangyuan/domain/finding/party'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { findingImport } from '@chuangyuan/workbook/finding-import'
import type { RowValues } from '@chuangyuan/workbook/sheet-definition'
import { v5 } from 'uuid'
import type { ReadTx } from '../../db/transact.ts'
import type { FindingFileReading } from './finding-file.ts'
import { membershipStore } from './membership-store.ts'
import { placedAt, takenDown, type Placed } from './report-finding.ts'
import { findingStore } from './store.ts'
import type { NewFinding } from './write-store.ts'

type Values = RowValues<typeof findingImport>
type Column = keyof Values
type RowFault = WrongFindingRow['faults'][number]

interface JudgedRow {
  readonly rowNumber: number
  readonly label: string
}

/** What comes of each row of a list of problems. */
export interface JudgedRows {
  readonly fresh: readonly (JudgedRow & { readonly made: NewFinding })[]
  readonly already: number
  readonly wrong: readonly WrongFindingRow[]
}

const headings = new Map<string, string>(findingImport.columns.map(({ key, heading }) => [key, heading]))

export function headingOf(column: string): string {
  return headings.get(column) ?? column
}

/** Judges every row beside the district's own lists and beside what was imported before. */
export async function judgeRows(
  { query, districtId }: ReadTx,
  reading: FindingFileReading,
  handbook: Handbook,
  party: Party,
  now: Instant,
): Promise<JudgedRows> {
  const places = placesOf(await membershipStore(query, districtId).named())
  const kinds = new Map(
    handbook.kinds.flatMap(({ id, name }) => [
      [id, id],
      [name, id],
    ]),
  )
  const judged = reading.rows.map((row) => {
    const head = { rowNumber: row.rowNumber, label: row.cells['sourceNumber'] ?? '' }
    if (!row.ok) {
      const faults = row.errors.map(({ column, fault: { code, ...details } }) =>
        faultIn(column ?? null, code, details),
      )
      return { ...head, faults }
    }
    const { values } = row
    const faults: RowFault[] = []
    const kind = kinds.get(values.kind)
    if (kind === undefined) faults.push(faultIn('kind', 'kind.unknown', { given: values.kind }))
    if (values.foundOn > dayOf(now)) faults.push(faultIn('foundOn', 'day.in-future'))
    const where = places(values)
    if ('code' in where) faults.push(where)
    if (faults.length > 0 || kind === undefined || 'code' in where) return { ...head, faults }
    const said = saidIn(values, kind, where, districtId)
    const made = takenDown(handbook, said, where, { ...party, onBehalfOf: said.onBehalfOf }, now)
    // All that a report can be refused for has been looked at but for the place.
    return made.ok
      ? { ...head, made: made.value }
      : { ...head, faults: [faultIn('address', 'place.missing')] }
  })
  const made = judged.flatMap((row) => ('made' in row ? [row] : []))
  const known = await findingStore(query, districtId).reportHashes(made.map((row) => row.made.finding.id))
  const hashKnown = (row: (typeof made)[number]) => known.get(row.made.finding.id)
  const differing = made.filter((row) => hashKnown(row)?.equals(row.made.reportHash) === false)
  const differs = differing.map(({ rowNumber, label }) => ({
    ...{ rowNumber, label },
    faults: [faultIn('sourceNumber', 'row.differs')],
  }))
  const fresh = made.filter((row) => hashKnown(row) === undefined)
  return {
    fresh,
    already: made.length - fresh.length - differing.length,
    wrong: [...judged.flatMap((row) => ('made' in row ? [] : [row])), ...differs].toSorted(
      (one, other) => one.rowNumber - other.rowNumber,
    ),
  }
}

/** The report that a row is. Its id comes from the source number, so that the same row is one report for ever. */
function saidIn(values: Values, kind: string, where: Placed, districtId: string): ReportInput {
  return {
    id: v5(`finding ${values.sourceNumber}`, districtId),
    kind,
    severity: (values.severity ?? null) as ReportInput['severity'],
    siteId: where.siteId,
    streetId: where.siteId === null ? where.streetId : null,
    place: null,
    address: values.address ?? '',
    words: values.words,
    entries: [],
    photos: [],
    channel: 'import',
    foundAt: startOfDay(values.foundOn),
    onBehalfOf: values.finder ?? null,
    visitId: null,
  }
}

type Named = Awaited<ReturnType<ReturnType<typeof membershipStore>['named']>>

/** Finds the place that a row means: by the site's code, else its name, else the street. */
function placesOf({ sites, streets }: Named): (values: Values) => Placed | RowFault {
  const byCode = new Map(sites.map((site) => [site.code.toUpperCase(), site]))
  const byName = Map.groupBy(sites, ({ name }) => name)
  const streetNames = new Map(streets.map(({ id, name }) => [id, name]))
  const streetIds = new Map(
    streets.flatMap(({ id, code, name, short_name }) =>
      [code, short_name, name].flatMap((each) => (each === null ? [] : [[each, id] as const])),
    ),
  )
  return ({ siteCode, siteName, street, address }) => {
    const streetId = street === undefined ? undefined : streetIds.get(street)
    if (street !== undefined && streetId === undefined)
      return faultIn('street', 'street.unknown', { given: street })
    if (siteCode === undefined && siteName === undefined) {
      if (streetId === undefined) return faultIn('street', 'place.missing')
      if (address === undefined) return faultIn('address', 'place.missing')
      return { siteId: null, siteKind: null, streetId, ownerUnitId: null, place: null }
    }
    const column = siteCode === undefined ? 'siteName' : 'siteCode'
    const named =
      siteCode === undefined
        ? (byName.get(siteName ?? '') ?? [])
        : [byCode.get(siteCode)].flatMap((site) => site ?? [])
    const there =
      named.length > 1 && streetId !== undefined
        ? named.filter(({ street_id }) => street_id === streetId)
        : named
    const [site, another] = there
    if (site === undefined) return faultIn(column, 'site.unknown', { given: siteCode ?? siteName })
    if (another !== undefined) return faultIn(column, 'site.ambiguous', { given: siteName })
    if (streetId !== undefined && streetId !== site.street_id)
      return faultIn('street', 'street.differs', { given: street, of: streetNames.get(site.street_id) })
    return placedAt(site, null)
  }
}

function faultIn(
  column: Column | (string & {}) | null,
  code: FindingRowFaultCode,
  details: Readonly<Record<string, unknown>> = {},
): RowFault {
  return { column, heading: column === null ? '' : headingOf(column), code, details: { ...details } }
}
