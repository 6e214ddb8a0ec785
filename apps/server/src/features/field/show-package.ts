import type { FieldPackage, getFieldPackage as operation } from '@chuangyuan/contract/field'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import type { FindingStage } from '@chuangyuan/domain/finding/finding'
import type { Party } from '@chuangyuan/domain/finding/party'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import { isSiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { districtStore } from '../district/public.ts'
import { findingStore, pagesOf, partyOf, rulesOf, sightOf } from '../finding/public.ts'
import { layersOn, layerStore } from '../layer/public.ts'
import { placeStore } from '../site/public.ts'
import { ownZoneSites } from '../supervision/public.ts'
import { isOutlined, type outlines } from './outlines.ts'
import { sitesWithin, type Reach } from './package-store.ts'

/** More than anybody works through in a day; the most urgent come along. */
const mostFindings = 300

/** Everything a phone needs without signal; a phone that has it already gets nothing but that word. */
export async function showPackage(
  { db, clock }: Deps,
  outlined: ReturnType<typeof outlines>,
  by: Session,
  known: string | undefined,
): Promise<ReplyOf<typeof operation>> {
  const found = await db.read(by, async (tx) => {
    const now = clock()
    const party = await partyOf(tx, by)
    const facts = await factsOf(tx, by, party, dayOf(now))
    const rows = await findingStore(tx.query, tx.districtId).waitingFor(
      { unitIds: party.unitIds, stages: stagesFor(by) },
      sightOf(by, party),
      mostFindings,
    )
    const layers = layersOn(await layerStore(tx.query, tx.districtId).layers(), dayOf(now)).filter(isOutlined)
    const version = versionOf([
      by.grants,
      facts,
      rows.map(({ finding }) => finding),
      layers.map(({ layerBlob }) => layerBlob),
    ])
    if (version === known) return undefined
    return { now, facts, version, layers, findings: await pagesOf(tx, by, party, rows, now) }
  })
  if (found === undefined) return { unchanged: true }
  const { now, facts, version, layers, findings } = found
  const map = await outlined(layers)
  return { unchanged: false, package: { asOf: now, version, ...facts, findings, map } }
}

async function factsOf(
  tx: ReadTx,
  by: Session,
  { unitIds }: Party,
  today: Day,
): Promise<Omit<FieldPackage, 'asOf' | 'version' | 'findings' | 'map'>> {
  const { query, districtId } = tx
  const zone = await ownZoneSites(tx, by.accountId, today)
  const [district, { handbook }, { streets, units }, sites] = await Promise.all([
    districtStore(query).district(districtId),
    rulesOf(tx),
    placeStore(query, districtId).places(),
    sitesWithin(query, districtId, reachOf(by, unitIds, zone)),
  ])
  const { id, name } = orNotFound(district, 'district')
  return {
    district: { id, name },
    me: { accountId: by.accountId, name: by.name, unitIds: unitIds.toSorted() },
    handbook,
    units: units.map((unit) => ({ id: unit.id, name: unit.name })),
    streets: streets.map((street) => ({ id: street.id, name: street.name })),
    sites: sites.flatMap(({ kind, ...site }) => (isSiteKind(kind) ? [{ ...site, kind }] : [])),
  }
}

/** The zone of one's team; else all that one's scope reaches. A unit or a street has its own beside the zone. */
function reachOf(
  { grants }: Session,
  unitIds: readonly string[],
  zone: readonly string[] | undefined,
): Reach {
  const scopes = grants.map(({ scope }) => scope)
  const siteIds = zone ?? []
  if (scopes.some(({ kind }) => kind === 'district'))
    return zone === undefined ? 'all' : { siteIds, streetIds: [], unitIds: [] }
  return {
    siteIds,
    unitIds,
    streetIds: scopes.flatMap((scope) => (scope.kind === 'street' ? [scope.streetId] : [])),
  }
}

/** What waits for the account's judgement; whoever leads, or answers for units at the desk, also has what is in their hands. */
function stagesFor({ grants }: Session): FindingStage[] {
  const watches = mayAnywhere(grants, 'finding.manage') || grants.some(({ role }) => role === 'leader')
  return [
    ...(mayAnywhere(grants, 'finding.check-measures') ? (['measures-filed'] as const) : []),
    ...(mayAnywhere(grants, 'finding.check-result') ? (['measures-passed'] as const) : []),
    ...(watches ? (['dispatched', 'planned', 'suspended'] as const) : []),
  ]
}

/** What runs with the clock alone makes no new version: overdue, used time, the moment of asking. */
function versionOf(parts: unknown): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('base64url')
}
