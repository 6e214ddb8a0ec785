import type { VisitInput } from '@chuangyuan/contract/supervision'
import type { DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import type { VisitRow } from '@chuangyuan/demo-district/patrol-rows'
import { startOfDay, type Instant } from '@chuangyuan/domain/day'
import { checklistOf } from '@chuangyuan/domain/handbook/handbook'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../db/canonical-json.ts'
import { newId } from '../db/id.ts'
import type { Tx } from '../db/transact.ts'
import { rulesOf } from '../features/finding/public.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { addPlan, addTeam, patrolStore, recordMissed, visitStore } from '../features/supervision/public.ts'

/** Teams, zones, key sites, the visits of the last fortnight as the demo's supervision account recorded them, and the missed ones. */
export async function addPatrols(
  tx: Tx,
  { patrols, sites }: DemoDistrict,
  ids: DistrictIds,
  recordedBy: string,
  at: Instant,
): Promise<void> {
  const { from, until, sitesPerDay, name } = patrols
  const idOf = (of: keyof DistrictIds, code: string): string => {
    const id = ids[of].get(code)
    if (id === undefined) throw new Error(`the demo has no ${code} among its ${of}`)
    return id
  }
  const teamIds = new Map<string, string>()
  for (const [index, team] of patrols.teams.entries()) {
    const { id } = await addTeam(tx, null, {
      name: team.name,
      leaderPostId: idOf('posts', team.leader),
      memberPostIds: team.members.map((code) => idOf('posts', code)),
      from,
      until,
      order: index + 1,
    })
    teamIds.set(team.name, id)
  }
  const zones = patrols.teams.map((team) => ({
    id: newId(),
    name: team.zone.name,
    teamId: teamIds.get(team.name) ?? null,
    streetIds: team.zone.streets.map((code) => idOf('streets', code)),
    ring: null,
    siteIds: [],
  }))
  await addPlan(tx, null, { name, from, until, sitesPerDay, zones })
  const store = patrolStore(tx.query, tx.districtId)
  for (const { site, post, everyDays, words } of patrols.keySites) {
    const columns = { post_id: idOf('posts', post), every_days: everyDays, words }
    await store.setKeySite(idOf('sites', site), columns)
  }
  const { handbook } = await rulesOf(tx)
  const kindOf = new Map(sites.map(({ code, kind }) => [code, kind]))
  const visits = patrols.visits.flatMap((row) => {
    const kind = kindOf.get(row.site)
    const checklist = kind === undefined ? undefined : checklistOf(handbook, kind)
    if (checklist === undefined) return []
    const said = visitSaid(row, checklist, idOf('sites', row.site), teamIds.get(row.team) ?? null)
    return [
      {
        said,
        saidHash: createHash('sha256').update(canonicalJson(said)).digest(),
        seenOn: row.on,
        recordedBy,
        receivedAt: said.endedAt as Instant,
      },
    ]
  })
  await visitStore(tx.query, tx.districtId).add(visits)
  await recordMissed(tx, at)
}

function visitSaid(
  { on, from, until, failed, pick }: VisitRow,
  checklist: { readonly id: string; readonly entries: readonly { readonly id: string }[] },
  siteId: string,
  teamId: string | null,
): VisitInput {
  const count = checklist.entries.length
  const faults = new Set(Array.from({ length: failed }, (_, index) => (pick + index * 3) % count))
  const minute = (minutes: number) => startOfDay(on) + minutes * 60_000
  return {
    id: newId(),
    siteId,
    checklistId: checklist.id,
    teamId,
    startedAt: minute(from),
    endedAt: minute(until),
    place: null,
    entries: checklist.entries.map(({ id }, index) => ({
      entryId: id,
      verdict: faults.has(index) ? 'failed' : 'passed',
      words: '',
    })),
    words: '',
    onBehalfOf: null,
  }
}
