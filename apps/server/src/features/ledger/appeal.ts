import type { decideAppeal, LedgerAppeal, listAppeals, makeAppeal } from '@chuangyuan/contract/ledger'
import type { BodyOf, QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Instant } from '@chuangyuan/domain/day'
import * as domain from '@chuangyuan/domain/ledger/correct-entry'
import type { Charged } from '@chuangyuan/domain/ledger/ledger-entry'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { sightIn } from '../finding/public.ts'
import { packOf } from '../pack/public.ts'
import { appealStore, type AppealFilter, type StoredAppeal } from './appeal-store.ts'
import { isOwn } from './list-entries.ts'
import { chargedName, placeNames } from './place-names.ts'
import { ledgerSeen } from './read-ledger.ts'
import type { Reckoned } from './reckon.ts'
import { ledgerStore } from './store.ts'

export function showAppeals(
  { db }: Deps,
  by: Session,
  { offset, limit, state, appeal }: QueryOf<typeof listAppeals>,
): Promise<ReplyOf<typeof listAppeals>> {
  return db.read(by, async (tx) => {
    const seen = await appealsSeen(tx, by, { state, ids: appeal === undefined ? undefined : [appeal] })
    return { rows: await appealsOnWire(tx, seen.slice(offset, offset + limit)), total: seen.length }
  })
}

/** Appeals that the session may see, the newest first: those against charges that it sees. */
export async function appealsSeen(tx: ReadTx, by: Session, filter: AppealFilter): Promise<StoredAppeal[]> {
  const sight = await sightIn(tx, by)
  const all = await appealStore(tx.query, tx.districtId).appeals(filter)
  return all.filter((each) => isOwn(sight, chargedOf(each)))
}

/** The same in short: who appeals against what. */
export async function appealTitles(
  tx: ReadTx,
  by: Session,
  filter: AppealFilter,
): Promise<ReadonlyMap<string, string>> {
  const appeals = await appealsOnWire(tx, await appealsSeen(tx, by, filter))
  return new Map(appeals.map(({ id, by: { name }, row }) => [id, `${name} · ${row.name}`]))
}

export function appealAgainst(
  deps: Deps,
  by: Session,
  said: BodyOf<typeof makeAppeal>,
): Promise<LedgerAppeal> {
  return deps.db.transact(by, async (tx) => {
    if (!isOwn(await sightIn(tx, by), said.by)) throw new Refused('identity.outside-scope')
    const id = await appealIn(tx, by.accountId, said, deps.clock(), await ledgerSeen(deps, tx, by))
    return one(tx, id)
  })
}

/** Appeals against an entry of a ledger that is reckoned already. */
export async function appealIn(
  tx: Tx,
  accountId: string,
  { findingId, row, by, reason }: BodyOf<typeof makeAppeal>,
  at: Instant,
  ledger: Pick<Reckoned, 'entries'> | undefined,
): Promise<string> {
  const entry = orNotFound(
    ledger?.entries.find((each) => each.findingId === findingId && each.row === row),
    'entry',
  )
  const store = appealStore(tx.query, tx.districtId)
  orRefuse(domain.appeal(entry, by, await store.isPending(findingId, row, by)))
  const { currency } = entry
  const [id, microThen] = [newId(), domain.chargedWith(entry, by)]
  await store.add({ id, findingId, row, by, currency, microThen, reason, accountId, at })
  const details = { findingId, row, by, currency, microThen, reason }
  tx.journal.record({ verb: 'ledger.appealed', who: accountId, what: id, details })
  return id
}

export function decideOn(
  { db, clock }: Deps,
  by: Session,
  appealId: string,
  { words, correction }: BodyOf<typeof decideAppeal>,
): Promise<LedgerAppeal> {
  return db.transact(by, async (tx) => {
    const store = appealStore(tx.query, tx.districtId)
    await store.lock(appealId)
    const found = orNotFound(await store.one(appealId), 'appeal')
    const from = chargedOf(found)
    const to = correction?.to ?? null
    orRefuse(domain.decideAppeal(from, to, found.decided_at !== null))
    if (to !== null) await refuseStranger(tx, to)
    await store.decide(appealId, { upheld: to !== null, words, by: by.accountId, at: clock() })
    if (correction !== null) {
      const { finding_id: findingId, row_id: row } = found
      await store.correct({ id: newId(), appealId, findingId, row, from, ...correction })
    }
    tx.journal.record({
      verb: 'ledger.appeal-decided',
      who: by.accountId,
      what: appealId,
      details: { findingId: found.finding_id, row: found.row_id, from, correction, words },
    })
    return one(tx, appealId)
  })
}

async function refuseStranger(tx: ReadTx, { kind, id }: Charged): Promise<void> {
  const { units, streets } = await placeNames(tx)
  if (!(kind === 'unit' ? units : streets).has(id))
    throw new Refused('request.unknown-reference', { what: kind, id })
}

async function one(tx: ReadTx, appealId: string): Promise<LedgerAppeal> {
  const stored = orNotFound(await appealStore(tx.query, tx.districtId).one(appealId), 'appeal')
  return orNotFound((await appealsOnWire(tx, [stored]))[0], 'appeal')
}

function chargedOf({ charged_kind, charged_id }: StoredAppeal): Charged {
  return { kind: charged_kind, id: charged_id }
}

export async function appealsOnWire(tx: ReadTx, appeals: readonly StoredAppeal[]): Promise<LedgerAppeal[]> {
  if (appeals.length === 0) return []
  const { query, districtId } = tx
  const campaign = await currentCampaign(query, districtId)
  const pack = campaign && (await packOf(query, districtId, campaign.packKey, campaign.packVersion))
  const rowNames = new Map(pack === undefined ? [] : rowsOf(pack).map(({ row }) => [row.id, row.name]))
  const names = await placeNames(tx)
  const found = await ledgerStore(query, districtId).rowsOf(
    campaign?.packKey ?? '',
    appeals.map(({ finding_id }) => finding_id),
  )
  const findings = new Map(found.map((row) => [row.id, row]))
  return appeals.map((each) => {
    const finding = orNotFound(findings.get(each.finding_id), 'finding')
    return {
      id: each.id,
      findingId: each.finding_id,
      ...{ number: finding.number, kind: finding.kind },
      row: { id: each.row_id, name: rowNames.get(each.row_id) ?? each.row_id },
      by: chargedName(chargedOf(each), names),
      ...{ reason: each.reason, currency: each.currency, microThen: each.micro_then },
      appealedAt: each.appealed_at.getTime(),
      decision:
        each.decided_at === null || each.upheld === null
          ? null
          : {
              ...{ upheld: each.upheld, words: each.words ?? '', at: each.decided_at.getTime() },
              to:
                each.to_kind === null || each.to_id === null
                  ? null
                  : chargedName({ kind: each.to_kind, id: each.to_id }, names),
              percent: each.percent,
            },
    }
  })
}
