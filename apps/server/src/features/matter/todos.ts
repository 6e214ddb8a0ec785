import type { listTodos as operation, TodoItem } from '@chuangyuan/contract/matter'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { addDays, dayOf, startOfDay, type Day, type Instant } from '@chuangyuan/domain/day'
import type { FindingStage } from '@chuangyuan/domain/finding/finding'
import type { Party } from '@chuangyuan/domain/finding/party'
import { may, mayAnywhere } from '@chuangyuan/domain/identity/may'
import type { PaperStage } from '@chuangyuan/domain/paper/paper'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import {
  findingStore,
  partyOf,
  type FindingRow,
  sightOf as findingSight,
  summaryOf,
} from '../finding/public.ts'
import { paperStore } from '../paper/public.ts'
import { appealTitles } from '../ledger/public.ts'
import { endingSpots } from '../sponsor/public.ts'
import { findingTitles } from './finding-titles.ts'
import { plansWaiting } from './joint-plans.ts'
import { mayGive, sightOf } from './sight.ts'
import { matterStore, type MatterRow } from './store.ts'

/** Of each sort; whoever has more to do works from that sort's own list. */
const most = 100

interface Reader {
  readonly by: Session
  readonly party: Party
  readonly now: Instant
}

/** What waits for the account, or what it began that is still open; due first. */
export function listTodos(
  { db, clock }: Deps,
  by: Session,
  part: QueryOf<typeof operation>['part'],
): Promise<ReplyOf<typeof operation>> {
  return db.read(by, async (tx) => {
    const reader: Reader = { by, party: await partyOf(tx, by), now: clock() }
    const sorts =
      part === 'waiting'
        ? [
            await findingsWaiting(tx, reader),
            await jointPlansWaiting(tx, reader),
            await mattersWaiting(tx, reader),
            await papersWaiting(tx, by),
            await appealsWaiting(tx, by),
            await sponsorshipsWaiting(tx, reader),
          ]
        : [
            await findingsStarted(tx, reader),
            await mattersStarted(tx, reader),
            await papersStarted(tx, by),
            await appealsStarted(tx, by),
          ]
    return {
      items: sorts
        .flatMap((items) => items.slice(0, most))
        .toSorted((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity)),
      more: sorts.some((items) => items.length > most),
    }
  })
}

/** Stages of a finding in which somebody with these verbs has the next move. */
function stagesFor({ grants }: Session): FindingStage[] {
  return [
    ...(mayAnywhere(grants, 'finding.manage') ? (['reported', 'filed'] as const) : []),
    ...(mayAnywhere(grants, 'finding.check-measures') ? (['measures-filed'] as const) : []),
    ...(mayAnywhere(grants, 'finding.check-result') ? (['measures-passed'] as const) : []),
  ]
}

/** Units for which the reader answers to findings. */
function answeringFor({ by, party }: Reader): readonly string[] {
  return mayAnywhere(by.grants, 'finding.answer') ? party.unitIds : []
}

async function findingsWaiting(tx: ReadTx, reader: Reader): Promise<TodoItem[]> {
  const { by, party, now } = reader
  const unitIds = answeringFor(reader)
  const stages = stagesFor(by)
  const asked = mayAnywhere(by.grants, 'finding.manage')
  if (unitIds.length === 0 && stages.length === 0) return []
  const sight = findingSight(by, party)
  const rows = await findingStore(tx.query, tx.districtId).waitingFor(
    { unitIds, stages, asked },
    sight,
    most + 1,
  )
  return findingTodos(tx, rows, now)
}

async function findingTodos(tx: ReadTx, rows: readonly FindingRow[], now: Instant): Promise<TodoItem[]> {
  const titleOf = await findingTitles(tx)
  return rows.map((row) => {
    const { id, kind, site, street, dueAt, overdue, urgent, ...at } = summaryOf(row, now)
    // While the office has not decided, that is what is to be done, whatever the stage.
    const stage = at.asked === null ? at.stage : `asked-${at.asked}`
    const title = titleOf(kind, site?.name ?? street.name)
    return { what: 'finding', id, title, stage, dueAt, late: overdue, urgent }
  })
}

async function findingsStarted(tx: ReadTx, { by, now }: Reader): Promise<TodoItem[]> {
  const store = findingStore(tx.query, tx.districtId)
  return findingTodos(tx, await store.reportedBy(by.accountId, most + 1), now)
}

/** A plan of several units, as the finding that it is for. */
async function jointPlansWaiting(tx: ReadTx, reader: Reader): Promise<TodoItem[]> {
  const { by, party, now } = reader
  const plans = await plansWaiting(tx, by, answeringFor(reader))
  const asked = new Map(plans.slice(0, most + 1).map(({ findingId, stage }) => [findingId, stage]))
  const store = findingStore(tx.query, tx.districtId)
  const rows = await store.some([...asked.keys()], findingSight(by, party))
  const items = await findingTodos(tx, rows, now)
  return items.map((item) => ({ ...item, what: 'joint-plan', stage: asked.get(item.id) ?? '' }))
}

/** A unit owes what is open; whoever gives matters looks at what was answered. */
async function mattersWaiting(tx: ReadTx, { by, party, now }: Reader): Promise<TodoItem[]> {
  const { unitIds } = party
  const store = matterStore(tx.query, tx.districtId)
  const page = { today: dayOf(now), offset: 0, limit: most + 1 }
  const owed = unitIds.length === 0 ? [] : (await store.page({ stage: 'open' }, { unitIds }, page)).rows
  const answered = mayGive(by)
    ? (await store.page({ stage: 'answered' }, await sightOf(tx, by), page)).rows
    : []
  return [...owed, ...answered].map((row) => matterTodo(row, now))
}

async function mattersStarted(tx: ReadTx, { by, now }: Reader): Promise<TodoItem[]> {
  const page = { today: dayOf(now), offset: 0, limit: most + 1 }
  const { rows } = await matterStore(tx.query, tx.districtId).page({ givenBy: by.accountId }, 'all', page)
  return rows
    .filter(({ stage }) => stage === 'open' || stage === 'answered')
    .map((row) => matterTodo(row, now))
}

function matterTodo({ id, title, stage, due_on: dueOn }: MatterRow, now: Instant): TodoItem {
  // Due when its day ends.
  const dueAt = startOfDay(addDays(dueOn, 1))
  return { what: 'matter', id, title, stage, dueAt, late: stage === 'open' && dueAt <= now, urgent: false }
}

const ownNextStep: readonly PaperStage[] = ['drafted', 'signed']

async function papersWaiting(tx: ReadTx, by: Session): Promise<TodoItem[]> {
  const stages: PaperStage[] = [
    ...(mayAnywhere(by.grants, 'paper.review') ? (['in-review'] as const) : []),
    ...(mayAnywhere(by.grants, 'paper.sign') ? (['to-sign'] as const) : []),
  ]
  return [
    ...(await papersIn(tx, stages, { except: by.accountId })),
    ...(await papersIn(tx, ownNextStep, { of: by.accountId })),
  ]
}

function papersStarted(tx: ReadTx, by: Session): Promise<TodoItem[]> {
  return papersIn(tx, ['in-review', 'to-sign'], { of: by.accountId })
}

/** Papers of one drafter, or of everybody else: who drafted does neither review nor sign. */
async function papersIn(
  { query, districtId }: ReadTx,
  stages: readonly PaperStage[],
  drafter: { readonly of: string } | { readonly except: string },
): Promise<TodoItem[]> {
  if (stages.length === 0) return []
  const rows = await paperStore(query, districtId).inStages(stages, drafter, most + 1)
  return rows.map(({ id, title, addressed, stage }) => ({
    ...{ what: 'paper', id, title: addressed === '' ? title : `${title}（${addressed}）`, stage },
    ...{ dueAt: null, late: false, urgent: false },
  }))
}

/** Whoever keeps the ledger decides; its own appeals wait for it like everybody's. */
async function appealsWaiting(tx: ReadTx, by: Session): Promise<TodoItem[]> {
  return may(by.grants, 'ledger.manage').ok ? appealTodos(tx, by, {}) : []
}

function appealsStarted(tx: ReadTx, by: Session): Promise<TodoItem[]> {
  return appealTodos(tx, by, { madeBy: by.accountId })
}

async function appealTodos(
  tx: ReadTx,
  by: Session,
  filter: { readonly madeBy?: string },
): Promise<TodoItem[]> {
  const titles = await appealTitles(tx, by, { state: 'open', ...filter })
  return [...titles].map(([id, title]) => ({
    ...{ what: 'appeal', id, title, stage: 'appealed' },
    ...{ dueAt: null, late: false, urgent: false },
  }))
}

/** Sites that are about to be without a sponsor, or are; for who settles it. */
async function sponsorshipsWaiting(tx: ReadTx, { by, now }: Reader): Promise<TodoItem[]> {
  if (!may(by.grants, 'sponsor.edit').ok) return []
  return (await endingSpots(tx, dayOf(now))).map(({ site, holder, until, ended }) => ({
    ...{ what: 'sponsorship', id: site.id, title: `${site.name} · ${holder.unit.name}${holder.title}` },
    ...{
      stage: ended ? 'ended' : 'ending',
      dueAt: startOfDay(addDays(until as Day, 1)),
      late: ended,
      urgent: false,
    },
  }))
}
