import type { LedgerSums } from '@chuangyuan/contract/ledger'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import type { Scored } from '../score/public.ts'
import { ledgerSeen, sumsOf } from './read-ledger.ts'

/** What the ledger says of each site with open findings, as the session sees it. */
export async function endangeredBySite(
  deps: Pick<Deps, 'clock'>,
  tx: ReadTx,
  by: Session,
): Promise<ReadonlyMap<string, LedgerSums>> {
  const ledger = await ledgerSeen(deps, tx, by)
  if (ledger === undefined) return new Map()
  const { entries, findings } = ledger
  const bySite = Map.groupBy(entries, ({ findingId }) => findings.get(findingId)?.siteId ?? '')
  return new Map([...bySite].map(([siteId, own]) => [siteId, sumsOf(own)]))
}

/** How many entries of the ledger endanger each row of the standard, as the session sees it. */
export async function entriesByRow(
  deps: Pick<Deps, 'clock'>,
  tx: ReadTx,
  by: Session,
  scored: Scored,
): Promise<ReadonlyMap<string, number>> {
  const ledger = await ledgerSeen(deps, tx, by, scored)
  const byRow = Map.groupBy(ledger?.entries ?? [], ({ row }) => row)
  return new Map([...byRow].map(([row, own]) => [row, own.length]))
}
