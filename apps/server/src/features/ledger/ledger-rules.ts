import { ledgerRules, type changeLedgerRules, type readLedgerRules } from '@chuangyuan/contract/ledger'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { shippedLedgerRules } from '@chuangyuan/standards-data/shipped-ledger-rules'
import type { z } from 'zod'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { rulesStore } from './rules-store.ts'

type Rules = z.output<typeof ledgerRules>

/** A broken one is a fault of the release, and is told at the start. */
const shipped: Rules = ledgerRules.parse(shippedLedgerRules)

/** The rule in force, which is the latest version; 0 is the one shipped. */
export async function rulesInForce({
  query,
  districtId,
}: ReadTx): Promise<{ readonly version: number; readonly content: Rules }> {
  const latest = await rulesStore(query, districtId).latest()
  return latest === undefined
    ? { version: 0, content: shipped }
    : { version: latest.version, content: ledgerRules.parse(latest.content) }
}

export function readRules({ db }: Deps, by: Session): Promise<ReplyOf<typeof readLedgerRules>> {
  return db.read(by, async (tx) => ({
    ...(await rulesInForce(tx)),
    versions: await rulesStore(tx.query, tx.districtId).versions(),
  }))
}

export function changeRules(
  { db, clock }: Deps,
  by: Session,
  { basedOn, note, content }: BodyOf<typeof changeLedgerRules>,
): Promise<ReplyOf<typeof changeLedgerRules>> {
  return db.transact(by, async (tx) => {
    const latest = (await rulesInForce(tx)).version
    if (latest !== basedOn) throw new Refused('request.stale', { latest })
    const version = latest + 1
    const id = await rulesStore(tx.query, tx.districtId).add(version, content, {
      note,
      by: by.accountId,
      at: clock(),
    })
    tx.journal.record({
      verb: 'ledger.rules-changed',
      who: by.accountId,
      what: id,
      details: { version, note, content },
    })
    return { version }
  })
}
