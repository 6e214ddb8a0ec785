import type { ReportInput } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import type { Place } from '@chuangyuan/domain/finding/finding'
import type { Party } from '@chuangyuan/domain/finding/party'
import { report, type Report, type ReportRefusal } from '@chuangyuan/domain/finding/report'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { may } from '@chuangyuan/domain/identity/may'
import { accept, type Result } from '@chuangyuan/domain/result'
import { isSiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { shiftToWgs84 } from '@chuangyuan/geo/datum'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { JournalLine } from '../../db/journal.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from './rules.ts'
import { membershipStore } from './membership-store.ts'
import { partyOf } from './party.ts'
import { findingStore } from './store.ts'
import { findingWriter, type NewFinding } from './write-store.ts'

export type ReportOutcome = 'stored' | 'already'

export async function reportFinding(
  { db, clock }: Deps,
  by: Session,
  said: ReportInput,
): Promise<{ id: string; outcome: ReportOutcome }> {
  const outcome = await db.transact(by, async (tx) =>
    recordReport(tx, by, await partyOf(tx, by, said.onBehalfOf), said, clock()),
  )
  return { id: said.id, outcome }
}

/** One report among several. */
export interface Told {
  readonly said: ReportInput
  readonly party: Party
  /** When it was seen, as far as the phone's clock can be believed. */
  readonly foundAt: Instant
}

export async function recordReport(
  tx: Tx,
  by: Session,
  party: Party,
  said: ReportInput,
  at: Instant,
): Promise<ReportOutcome> {
  const [outcome] = await recordReports(tx, by, [{ said, party, foundAt: said.foundAt as Instant }], at)
  if (outcome === undefined) throw new Error('a report without an outcome')
  if (outcome instanceof Refused) throw outcome
  return outcome
}

/**
 * Takes reports down, each once: the same report under the same id again changes
 * nothing, another one under it is refused and neither overwrites the other.
 * A refusal of one stands in its place and does not touch the others.
 */
export async function recordReports(
  tx: Tx,
  by: Session,
  reports: readonly Told[],
  at: Instant,
): Promise<(ReportOutcome | Refused)[]> {
  const store = findingStore(tx.query, tx.districtId)
  const known = await store.reportHashes(reports.map(({ said }) => said.id))
  const { handbook, calendar } = await rulesOf(tx)
  const placed = await placesOf(
    tx,
    reports.map(({ said }) => said),
  )
  const made: NewFinding[] = []
  const outcomes = reports.map(({ said, party, foundAt }) => {
    const before = known.get(said.id)
    if (before !== undefined)
      return before.equals(hashOf(said)) ? 'already' : new Refused('finding.differs', { id: said.id })
    try {
      const where = placed(said)
      orRefuse(may(by.grants, 'finding.report', { streetId: where.streetId, unitIds: party.unitIds }))
      const taken = orRefuse(takenDown(handbook, said, where, party, at, foundAt))
      known.set(said.id, taken.reportHash)
      made.push(taken)
      tx.journal.record(lineOf(taken))
      return 'stored'
    } catch (fault) {
      if (fault instanceof Refused) return fault
      throw fault
    }
  })
  await findingWriter(tx).add(made, calendar)
  return outcomes
}

/** By it the same report sent again is known. */
function hashOf(said: ReportInput): Buffer {
  return createHash('sha256').update(canonicalJson(said)).digest()
}

/** Where a report lies, as the site that it names says, or it itself. */
export type Placed = Pick<Report, 'siteId' | 'siteKind' | 'streetId' | 'ownerUnitId' | 'place'>

/** The finding that a report makes, not yet written. */
export function takenDown(
  handbook: Handbook,
  said: ReportInput,
  where: Placed,
  party: Party,
  at: Instant,
  foundAt = said.foundAt as Instant,
): Result<NewFinding, ReportRefusal> {
  const { severity, address, words, entries, photos, channel, kind, id, visitId } = said
  const facts = { id, kind, severity, address, words, entries, photos, channel, foundAt }
  const finding = report(handbook, { ...facts, ...where }, party, at)
  return finding.ok ? accept({ finding: finding.value, reportHash: hashOf(said), visitId }) : finding
}

/** The line of the journal for a report that was taken down. */
export function lineOf({ finding, reportHash }: NewFinding): JournalLine {
  const [{ by, channel }] = finding.reporters
  return {
    verb: 'finding.reported',
    who: by.accountId,
    what: finding.id,
    details: {
      kind: finding.kind,
      siteId: finding.siteId,
      streetId: finding.streetId,
      channel,
      photos: finding.photos,
      onBehalfOf: by.onBehalfOf,
      reportHash: reportHash.toString('hex'),
    },
  }
}

/** The site says whose ground it is and who owns it; a finding at no site names the street itself. */
async function placesOf(
  { query, districtId }: Tx,
  reports: readonly ReportInput[],
): Promise<(said: ReportInput) => Placed> {
  const store = membershipStore(query, districtId)
  const sites = await store.sites(reports.flatMap(({ siteId }) => siteId ?? []))
  const streets = await store.knownStreets(
    reports.flatMap(({ siteId, streetId }) => (siteId === null ? (streetId ?? []) : [])),
  )
  return (said) => {
    const place = placeInDegrees(said.place)
    if (said.siteId === null) {
      if (said.streetId === null) throw new Refused('finding.place-missing')
      if (!streets.has(said.streetId))
        throw new Refused('request.unknown-reference', { what: 'street', id: said.streetId })
      return { siteId: null, siteKind: null, streetId: said.streetId, ownerUnitId: null, place }
    }
    const site = sites.get(said.siteId)
    if (site === undefined) throw new Refused('request.unknown-reference', { what: 'site', id: said.siteId })
    return placedAt(site, place)
  }
}

/** What a report needs to know of the site it names. */
interface ReportedSite {
  readonly id: string
  readonly kind: string
  readonly street_id: string
  readonly owner_unit_id: string | null
  readonly lon: number | null
  readonly lat: number | null
}

/** At a site: where it was seen, or else where the site is. */
export function placedAt(site: ReportedSite, place: Place | null): Placed {
  const ofSite: Place | null =
    site.lon === null || site.lat === null
      ? null
      : { lon: site.lon, lat: site.lat, accuracy: null, system: 'CGCS2000', how: 'site' }
  return {
    siteId: site.id,
    siteKind: isSiteKind(site.kind) ? site.kind : null,
    streetId: site.street_id,
    ownerUnitId: site.owner_unit_id,
    place: place ?? ofSite,
  }
}

/** Positions are turned into CGCS2000 once, here; the system they came in stays beside them. */
export function placeInDegrees(place: ReportInput['place']): Place | null {
  if (place === null) return null
  const datum = place.system === 'GCJ-02' ? 'gcj-02' : place.system === 'BD-09' ? 'bd-09' : undefined
  if (datum === undefined) return place
  const [lon, lat] = shiftToWgs84([place.lon, place.lat], datum)
  return { ...place, lon, lat }
}
