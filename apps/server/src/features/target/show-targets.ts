import type {
  listTargets,
  showTarget,
  TargetFigures,
  TargetOnWire,
  TargetPart,
} from '@chuangyuan/contract/target'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { judgeGarden } from '@chuangyuan/domain/target/garden-rule'
import { scheduleOf } from '@chuangyuan/domain/target/schedule'
import {
  breakdownOf,
  builtOf,
  streetsOf,
  visibleOf,
  type Figures,
  type Part,
} from '@chuangyuan/domain/target/target'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { targetStore, type PartRow, type TargetRow } from './store.ts'
import { kindsOf, thresholds } from './target-kinds.ts'

type Kinds = Awaited<ReturnType<typeof kindsOf>>
type Streets = readonly { readonly id: string; readonly name: string }[]

export function showTargets({ db, clock }: Deps, by: Session): Promise<ReplyOf<typeof listTargets>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const store = targetStore(tx.query, tx.districtId)
    const [targets, parts, kinds] = [await store.targets(), await store.parts(), await kindsOf(tx)]
    const { streets } = await placeStore(tx.query, tx.districtId).places()
    const byTarget = Map.groupBy(parts, ({ target_id }) => target_id)
    return {
      today,
      targets: targets.map((row) => targetOnWire(row, byTarget.get(row.id) ?? [], { today, kinds, streets })),
    }
  })
}

export function showOne(
  { db, clock }: Deps,
  by: Session,
  targetId: string,
): Promise<ReplyOf<typeof showTarget>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const { row, parts, kinds } = await loaded(tx, targetId)
    const { streets } = await placeStore(tx.query, tx.districtId).places()
    const target = targetOnWire(row, parts, { today, kinds, streets })
    return { today, target, parts: parts.map((part) => partOnWire(part, target.kind, by)) }
  })
}

async function loaded(tx: ReadTx, targetId: string) {
  const store = targetStore(tx.query, tx.districtId)
  const row = orNotFound((await store.targets(targetId))[0], 'target')
  return { row, parts: await store.parts({ targetId }), kinds: await kindsOf(tx) }
}

export function partOf(row: PartRow): Part {
  return {
    ...{ id: row.id, kind: row.kind, streetId: row.street_id, planned: row.planned, built: row.built },
    seen: row.seen === null || row.seen_on === null ? null : { amount: row.seen, on: row.seen_on as Day },
    ...{ build: row.build, greenRate: row.green_rate },
  }
}

export function kindIn(kinds: Kinds, { kind, name, unit }: TargetRow) {
  return kinds.find(({ id }) => id === kind) ?? { id: kind, name, unit, garden: null }
}

function targetOnWire(
  row: TargetRow,
  rows: readonly PartRow[],
  { today, kinds, streets }: { readonly today: Day; readonly kinds: Kinds; readonly streets: Streets },
): TargetOnWire {
  const parts = rows.map(partOf)
  const term = { startsOn: row.starts_on as Day, dueOn: row.due_on as Day }
  const scheduled = (of: Figures): TargetFigures => ({
    ...of,
    ...scheduleOf(of.planned, of.built, term, today),
  })
  const byStreet = streetsOf(
    parts,
    streets.map(({ id }) => id),
  ).map(({ streetId, figures }) => ({
    street: streets.find(({ id }) => id === streetId) ?? null,
    figures: scheduled(figures),
  }))
  const target = { amount: row.amount, ...term }
  return {
    ...{ id: row.id, code: row.code, kind: kindIn(kinds, row), name: row.name, unit: row.unit },
    ...term,
    source: row.source,
    figures: scheduled({ planned: row.amount, built: builtOf(parts), visible: visibleOf(parts) }),
    breakdown: {
      street: breakdownOf(target, parts, 'street'),
      project: breakdownOf(target, parts, 'project'),
    },
    streets: byStreet,
    streetsBehind: byStreet.filter(({ street, figures }) => street !== null && figures.behind).length,
  }
}

function partOnWire(row: PartRow, { garden }: TargetOnWire['kind'], by: Session): TargetPart {
  const part = partOf(row)
  const { kind, planned, built, seen, build, greenRate } = part
  return {
    ...{ id: row.id, kind, planned, built, seen, build, greenRate, entries: row.entries },
    name: row.name === '' ? (row.street_name ?? '') : row.name,
    street: row.street_id === null ? null : { id: row.street_id, name: row.street_name ?? '' },
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
    percent: Math.floor((built * 1_000) / planned) / 10,
    verdict: garden === null || kind === 'street' ? null : { ...judgeGarden(thresholds, garden, part) },
    mayReport: mayReportOn(by, row).ok,
  }
}

/** The street on whose ground it lies, the unit that answers for it, and the office. */
export function mayReportOn(by: Session, { street_id, unit_id }: PartRow) {
  return may(by.grants, 'target.report', {
    streetId: street_id ?? undefined,
    unitIds: unit_id === null ? [] : [unit_id],
  })
}
