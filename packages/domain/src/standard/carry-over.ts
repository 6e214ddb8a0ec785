import { rowsOf, type ClauseId, type Item, type Pack, type QualitativeClause, type RowId } from './pack.ts'
import { changesBetween, demandOf, pairRows, withoutChecks, type FieldChange } from './pack-diff.ts'
import type { QuantityId } from './requirement.ts'

/** What a district already holds under the old pack. */
export interface Holdings {
  /** Rows and clauses that have answers. */
  readonly answers: readonly { readonly row: RowId; readonly clause: ClauseId }[]
  /** Quantities that have figures. */
  readonly figures: readonly QuantityId[]
  /** Rows about which something has been stated: no incident, a title held, a document at hand. */
  readonly statements: readonly RowId[]
  /** Rows that have a responsible unit. */
  readonly duties: readonly RowId[]
}

export const decisions = ['keep', 'ask-again', 'discard'] as const
/** What an office can do with something whose row has changed. */
export type Decision = (typeof decisions)[number]

export const carryOverReasons = [
  'clause-changed',
  'demand-changed',
  'clause-not-found',
  'row-gone',
  'quantity-gone',
  'definition-changed',
  'unit-changed',
  'several-heirs',
] as const
/** Why something does not simply move. */
export type CarryOverReason = (typeof carryOverReasons)[number]

export interface MovedAnswer {
  readonly from: { readonly row: RowId; readonly clause: ClauseId }
  readonly to: { readonly row: RowId; readonly clause: ClauseId }
}

export interface MovedRow {
  readonly from: RowId
  readonly to: RowId
}

export interface Question {
  readonly about:
    | { readonly kind: 'answer'; readonly row: RowId; readonly clause: ClauseId }
    | { readonly kind: 'figure'; readonly quantity: QuantityId }
    | { readonly kind: 'statement'; readonly row: RowId }
    | { readonly kind: 'duty'; readonly row: RowId }
  readonly reason: CarryOverReason
  /** Where it would go if kept; more than one where the row has several heirs. Empty: there is nowhere. */
  readonly to: readonly RowId[]
  /** The clause an answer would go to. */
  readonly clause?: ClauseId
  readonly changes: readonly FieldChange[]
  readonly choices: readonly Decision[]
}

/** What moves to the new pack by itself, and what somebody has to decide. Nothing is dropped in silence. */
export interface CarryOver {
  readonly answers: readonly MovedAnswer[]
  readonly figures: readonly QuantityId[]
  readonly statements: readonly MovedRow[]
  readonly duties: readonly MovedRow[]
  readonly questions: readonly Question[]
}

export function carryOver(before: Pack, after: Pack, holdings: Holdings): CarryOver {
  const heirs = heirsOf(before, after)
  const answers = holdings.answers.map((answer) => carryAnswer(answer, heirs))
  const figures = holdings.figures.map((quantity) => carryFigure(quantity, before, after))
  const statements = holdings.statements.map((row) => carryStatement(row, heirs))
  const duties = holdings.duties.map((row) => carryDuty(row, heirs))
  return {
    answers: answers.flatMap((each) => ('from' in each ? [each] : [])),
    figures: figures.flatMap((each) => (typeof each === 'string' ? [each] : [])),
    statements: statements.flatMap((each) => ('from' in each ? [each] : [])),
    duties: duties.flatMap((each) => ('from' in each ? [each] : [])),
    questions: [...answers, ...figures, ...statements, ...duties].flatMap((each) =>
      typeof each !== 'string' && 'about' in each ? [each] : [],
    ),
  }
}

interface Heirs {
  readonly of: (row: RowId) => readonly { readonly id: RowId; readonly item: Item | undefined }[]
  readonly old: (row: RowId) => Item | undefined
}

function heirsOf(before: Pack, after: Pack): Heirs {
  const pairs = pairRows(before, after)
  const olds = itemsOf(before)
  const news = itemsOf(after)
  return {
    of: (row) =>
      pairs
        .filter((pair) => pair.before === row)
        .map((pair) => ({ id: pair.after, item: news.get(pair.after) })),
    old: (row) => olds.get(row),
  }
}

function itemsOf(pack: Pack): ReadonlyMap<RowId, Item> {
  return new Map(rowsOf(pack).flatMap(({ row }) => (row.kind === 'heading' ? [] : [[row.id, row] as const])))
}

function carryAnswer(answer: Holdings['answers'][number], heirs: Heirs): MovedAnswer | Question {
  const { row, clause } = answer
  const about = { kind: 'answer', row, clause } as const
  const found = heirs.of(row)
  const to = found.map(({ id }) => id)
  const [heir] = found
  if (heir === undefined) return { about, reason: 'row-gone', to, changes: [], choices: ['discard'] }
  if (found.length > 1) return { about, reason: 'several-heirs', to, changes: [], choices: decisions }
  const old = clauseOf(heirs.old(row), clause)
  const now = sameClause(heirs.old(row), heir.item, clause)
  if (now === undefined) {
    return { about, reason: 'clause-not-found', to, changes: [], choices: ['ask-again', 'discard'] }
  }
  const changes = changesBetween(withoutChecks(old), withoutChecks(now)).filter(
    ({ field }) => field !== 'id' && field !== 'number',
  )
  return changes.length === 0
    ? { from: answer, to: { row: heir.id, clause: now.id } }
    : { about, reason: 'clause-changed', to, clause: now.id, changes, choices: decisions }
}

function clauseOf(item: Item | undefined, clause: ClauseId): QualitativeClause | undefined {
  return item?.kind === 'qualitative' ? item.clauses.find(({ id }) => id === clause) : undefined
}

/**
 * The clause with the same words, wherever it now stands; else the one with the same id, unless its words
 * belonged to another clause before: then clauses have been renumbered and this one is gone.
 */
function sameClause(
  before: Item | undefined,
  after: Item | undefined,
  clause: ClauseId,
): QualitativeClause | undefined {
  if (after?.kind !== 'qualitative') return undefined
  const old = clauseOf(before, clause)
  const sameWords = after.clauses.find(({ text }) => text === old?.text)
  if (sameWords !== undefined) return sameWords
  const sameId = clauseOf(after, clause)
  const others = before?.kind === 'qualitative' ? before.clauses.filter(({ id }) => id !== clause) : []
  return others.some(({ text }) => text === sameId?.text) ? undefined : sameId
}

/** A figure is of a quantity, not of a row: it moves unless the quantity now means something else. */
function carryFigure(id: QuantityId, before: Pack, after: Pack): QuantityId | Question {
  const about = { kind: 'figure', quantity: id } as const
  const old = before.quantities.find((quantity) => quantity.id === id)
  const now = after.quantities.find((quantity) => quantity.id === id)
  if (old === undefined || now === undefined) {
    return { about, reason: 'quantity-gone', to: [], changes: [], choices: ['discard'] }
  }
  const meaning = ({ definition, unit, map, formula }: typeof old) =>
    withoutChecks({ definition, unit, map, formula })
  const changes = changesBetween(meaning(old), meaning(now))
  if (changes.length === 0) return id
  const reason = old.unit === now.unit ? 'definition-changed' : 'unit-changed'
  return { about, reason, to: [], changes, choices: decisions }
}

/** A statement answers exactly what was asked: any change of the demand asks again. */
function carryStatement(row: RowId, heirs: Heirs): MovedRow | Question {
  const about = { kind: 'statement', row } as const
  const found = heirs.of(row)
  const to = found.map(({ id }) => id)
  const [heir] = found
  if (heir?.item === undefined) return { about, reason: 'row-gone', to, changes: [], choices: ['discard'] }
  if (found.length > 1) return { about, reason: 'several-heirs', to, changes: [], choices: decisions }
  const old = heirs.old(row)
  const changes = old === undefined ? [] : changesBetween(demandOf(old), demandOf(heir.item))
  return changes.length === 0
    ? { from: row, to: heir.id }
    : { about, reason: 'demand-changed', to, changes, choices: decisions }
}

/** A duty moves with its row. Where the demand has changed, the unit is asked whether it still is the right one. */
function carryDuty(row: RowId, heirs: Heirs): MovedRow | Question {
  const about = { kind: 'duty', row } as const
  const found = heirs.of(row)
  const to = found.map(({ id }) => id)
  const [heir] = found
  if (heir === undefined) return { about, reason: 'row-gone', to, changes: [], choices: ['discard'] }
  if (found.length > 1)
    return { about, reason: 'several-heirs', to, changes: [], choices: ['keep', 'discard'] }
  const old = heirs.old(row)
  const changes =
    old === undefined || heir.item === undefined ? [] : changesBetween(demandOf(old), demandOf(heir.item))
  const kindChanged = old !== undefined && heir.item !== undefined && old.kind !== heir.item.kind
  // Between tightened thresholds the duty stays; a row that asks another thing needs a look.
  return kindChanged && changes.length > 0
    ? { about, reason: 'demand-changed', to, changes, choices: ['keep', 'discard'] }
    : { from: row, to: heir.id }
}
