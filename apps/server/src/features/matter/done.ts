import type { DoneStep, listDone as operation } from '@chuangyuan/contract/matter'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { may } from '@chuangyuan/domain/identity/may'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { findingStore, partyOf, sightOf as findingSight } from '../finding/public.ts'
import { appealTitles } from '../ledger/public.ts'
import { paperStore } from '../paper/public.ts'
import { doneStore } from './done-store.ts'
import { findingTitles } from './finding-titles.ts'
import { sightOf } from './sight.ts'
import { matterStore } from './store.ts'

type Sort = DoneStep['what']

/** What the account did (已办); things that it may no longer see are left out. */
export function listDone(
  { db }: Deps,
  by: Session,
  { before, limit }: QueryOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  return db.read(by, async (tx) => {
    const lines = await doneStore(tx.query, tx.districtId).steps(by.accountId, before, limit + 1)
    const shown = lines.slice(0, limit).map((line) => ({ ...line, sort: sortOf(line.verb) }))
    const idsOf = (sort: Sort) => [
      ...new Set(shown.filter((line) => line.sort === sort).map(({ what }) => what)),
    ]
    const titles = {
      finding: await titlesOfFindings(tx, by, idsOf('finding')),
      matter: await matterTitles(tx, by, idsOf('matter')),
      paper: await paperTitles(tx, by, idsOf('paper')),
      appeal: await appealTitles(tx, by, { ids: idsOf('appeal') }),
    }
    const items = shown.flatMap(({ seq, at, verb, what: id, sort }): DoneStep[] => {
      const title = titles[sort].get(id)
      return title === undefined ? [] : [{ seq, at: at.getTime(), what: sort, id, title, verb }]
    })
    return { items, next: lines.length > limit ? (shown.at(-1)?.seq ?? null) : null }
  })
}

/** A joint plan stands on its finding's page. */
function sortOf(verb: string): Sort {
  if (verb.startsWith('matter.')) return 'matter'
  if (verb.startsWith('ledger.')) return 'appeal'
  return verb.startsWith('paper.') ? 'paper' : 'finding'
}

type Titles = Promise<ReadonlyMap<string, string>>

async function titlesOfFindings(tx: ReadTx, by: Session, ids: readonly string[]): Titles {
  if (ids.length === 0) return new Map()
  const sight = findingSight(by, await partyOf(tx, by))
  const rows = await findingStore(tx.query, tx.districtId).some(ids, sight)
  const titleOf = await findingTitles(tx)
  return new Map(
    rows.map(({ finding, site_name: site, street_name: street }) => [
      finding.id,
      titleOf(finding.kind, site ?? street),
    ]),
  )
}

async function matterTitles(tx: ReadTx, by: Session, ids: readonly string[]): Titles {
  if (ids.length === 0) return new Map()
  const rows = await matterStore(tx.query, tx.districtId).titles(ids, await sightOf(tx, by))
  return new Map(rows.map(({ id, title }) => [id, title]))
}

async function paperTitles(tx: ReadTx, by: Session, ids: readonly string[]): Titles {
  if (ids.length === 0 || !may(by.grants, 'paper.read').ok) return new Map()
  const rows = await paperStore(tx.query, tx.districtId).some(ids, 'all')
  return new Map(rows.map(({ id, title }) => [id, title]))
}
