import type { stepPapers as operation } from '@chuangyuan/contract/paper'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import { advance, numberText, verbsFor, type PaperKind } from '@chuangyuan/domain/paper/paper'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { render } from './render.ts'
import { settingsOf } from './settings.ts'
import { flowOf, nameOf, paperStore, type PaperRow } from './store.ts'
import { templateOf, type Template } from './templates.ts'

/** Takes one step with every paper named, or with none of them. */
export function stepPapers(
  deps: Deps,
  by: Session,
  { ids, action, words }: BodyOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  const verbs = verbsFor[action]
  if (!verbs.some((verb) => mayAnywhere(by.grants, verb)))
    throw new Refused('identity.verb-not-granted', { verb: verbs[0] })
  const { db, clock } = deps
  return db.transact(by, async (tx) => {
    const at = clock()
    const unique = [...new Set(ids)]
    const store = paperStore(tx.query, tx.districtId)
    const rows = await store.some(unique, 'all', true)
    if (rows.length < unique.length) throw new Refused('request.not-found', { what: 'paper' })
    const moved = rows.map((row) => {
      const next = advance(flowOf(row), { action, by: by.accountId, at, words })
      // Of many papers, the one that stops them all is named.
      if (!next.ok) throw new Refused(next.refusal.code, { ...next.refusal, paper: nameOf(row) })
      return { row, ...next.value }
    })
    const numbers: string[] = []
    if (action === 'issue') {
      const issued = await issue(deps, tx, rows, at)
      for (const [index, { row, stage, steps }] of moved.entries()) {
        const paper = issued[index]
        if (paper === undefined) throw new Error('a paper has lost its number')
        numbers.push(paper.number_text)
        await store.change(row.id, { ...paper, stage, steps: JSON.stringify(steps) })
      }
    } else {
      for (const { row, stage, steps } of moved)
        await store.change(row.id, { stage, steps: JSON.stringify(steps) })
    }
    for (const [index, { row, stage }] of moved.entries()) {
      const details = { words, from: row.stage, to: stage, number: numbers[index] ?? null }
      tx.journal.record({ verb: `paper.${action}`, who: by.accountId, what: row.id, details })
    }
    return { numbers }
  })
}

/**
 * Numbers and files of papers that are being issued, in the order asked for. The files lie in the store before the
 * rows name them; the numbers go back if anything fails.
 */
async function issue(deps: Deps, tx: Tx, rows: readonly PaperRow[], at: Instant) {
  const { settings } = await settingsOf(tx)
  const year = Number(dayOf(at).slice(0, 4))
  const store = paperStore(tx.query, tx.districtId)
  const next = new Map<string, number>()
  const byMark = Map.groupBy(rows, ({ kind }) => seriesOf(settings.series, kind).mark)
  // Always in one order, so that two that issue at once wait for each other and do not lock up.
  for (const mark of [...byMark.keys()].sort())
    next.set(mark, await store.takeNumbers(mark, year, byMark.get(mark)?.length ?? 0))
  const templates = new Map<PaperKind, Template>()
  for (const kind of new Set(rows.map((row) => row.kind)))
    templates.set(kind, await templateOf(deps, tx, kind))
  const issued = []
  for (const row of rows) {
    const series = seriesOf(settings.series, row.kind)
    const number = next.get(series.mark) ?? 1
    next.set(series.mark, number + 1)
    const template = templates.get(row.kind)
    if (template === undefined) throw new Error('a paper has lost its template')
    const text = numberText(series, year, number)
    const file = await render(template.file, row, { issuer: settings.issuer, number: text, on: at })
    issued.push({
      ...{ mark: series.mark, year, number, number_text: text },
      ...{ template_version: template.version, issued_at: new Date(at) },
      blob: deps.blobs.put(file),
    })
  }
  return Promise.all(issued.map(async ({ blob, ...paper }) => ({ ...paper, file_blob: (await blob).sha256 })))
}

function seriesOf<Value>(series: Readonly<Partial<Record<PaperKind, Value>>>, kind: PaperKind): Value {
  const found = series[kind]
  if (found === undefined) throw new Error(`the settings have no series for ${kind}`)
  return found
}
