import * as contract from '@chuangyuan/contract/identity'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { verifyJournal, type JournalVerdict } from '../../db/journal.ts'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { journalStore } from './store.ts'

/** Reading and proving the journal (操作日志); nothing here, or anywhere, changes it. */
export function journalRoutes(bind: Bind, { db }: Deps): void {
  bind(contract.readJournal, ({ session, query: filter }) =>
    db.read(session, ({ query, districtId }) => journalStore(query, districtId).page(filter)),
  )
  bind(contract.verifyJournal, ({ session }) =>
    db.read(session, async ({ query, districtId }) => verified(await verifyJournal(query, districtId))),
  )
}

function verified(verdict: JournalVerdict): ReplyOf<typeof contract.verifyJournal> {
  return verdict.whole
    ? { lines: verdict.lines, headHash: verdict.head, brokenAtSeq: null, fault: null }
    : { lines: 0, headHash: '', brokenAtSeq: verdict.seq, fault: verdict.fault }
}
