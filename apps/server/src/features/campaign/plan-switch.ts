import type { CarriedThing } from '@chuangyuan/contract/campaign'
import {
  carryOver,
  type CarryOver,
  type Decision,
  type Holdings,
  type Question,
} from '@chuangyuan/domain/standard/carry-over'
import { findRow, type Pack } from '@chuangyuan/domain/standard/pack'
import { Refused } from '../../http/refused.ts'

/** What the office decided about one question. `to` where the row has several heirs. */
export interface Decided {
  readonly about: CarriedThing
  readonly decision: Decision
  readonly to?: string | undefined
}

/** A clause of a row, or all that was said of the row. */
interface Place {
  readonly row: string
  readonly clause?: string
}

/** What a change of standard does, in full. */
export interface SwitchPlan {
  readonly answers: readonly { readonly from: Place; readonly to: Place }[]
  /** Answered under the old pack, to be answered again; `to` is where, if there is one place. */
  readonly asked: readonly { readonly from: Place; readonly to: Place }[]
  readonly dropped: readonly Place[]
  readonly duties: readonly { readonly from: string; readonly to: string }[]
  readonly dutiesDropped: readonly string[]
  /** Quantities whose figures reported so far do not count under the new pack. */
  readonly figuresSetAside: readonly string[]
}

/**
 * Figures of quantities that the pack in use does not speak of belong to other campaigns, and are left out: this
 * change is none of theirs.
 */
export function carriedBetween(before: Pack, after: Pack, holdings: Holdings): CarryOver {
  const own = new Set(before.quantities.map(({ id }) => id))
  // What was found against a heading stays with the heading, as long as there is one of that name.
  const headings = holdings.statements.filter(
    (row) =>
      before.id === after.id &&
      findRow(before, row)?.kind === 'heading' &&
      findRow(after, row)?.kind === 'heading',
  )
  const carried = carryOver(before, after, {
    ...holdings,
    statements: holdings.statements.filter((row) => !headings.includes(row)),
    figures: holdings.figures.filter((id) => own.has(id)),
  })
  return {
    ...carried,
    statements: [...carried.statements, ...headings.map((row) => ({ from: row, to: row }))],
  }
}

/** Answers are of clauses; what was said of a row without clauses is one statement, whatever it is filed under. */
export function answeredPlaces(
  pack: Pack,
  answers: readonly { readonly item_id: string; readonly clause_id: string }[],
): Pick<Holdings, 'answers' | 'statements'> {
  const isStatement = ({ item_id }: { readonly item_id: string }) => {
    const kind = findRow(pack, item_id)?.kind
    return kind !== undefined && kind !== 'qualitative'
  }
  return {
    answers: answers
      .filter((answer) => !isStatement(answer))
      .map(({ item_id: row, clause_id: clause }) => ({ row, clause })),
    statements: [...new Set(answers.filter(isStatement).map(({ item_id }) => item_id))],
  }
}

/** Every question needs a decision, unless only one choice is open. */
export function planSwitch(carried: CarryOver, decided: readonly Decided[]): SwitchPlan {
  const given = new Map(decided.map((each) => [keyOf(each.about), each]))
  const settled = carried.questions.map((question) => ({
    question,
    ...settle(question, given.get(keyOf(question.about))),
  }))
  const missing = settled.filter(({ decision }) => decision === undefined)
  if (missing.length > 0) {
    const rows = missing.map(({ question: { about } }) =>
      about.kind === 'figure' ? about.quantity : about.row,
    )
    throw new Refused('campaign.decision-missing', { rows: [...new Set(rows)] })
  }
  const answers = settled.flatMap(({ question: { about, clause }, decision, to }) =>
    about.kind === 'answer'
      ? [{ decision, from: placeOf(about), to: { row: to ?? about.row, clause: clause ?? about.clause } }]
      : about.kind === 'statement'
        ? [{ decision, from: placeOf(about), to: { row: to ?? about.row } }]
        : [],
  )
  const duties = settled.flatMap(({ question: { about }, decision, to }) =>
    about.kind === 'duty' ? [{ decision, from: about.row, to: to ?? about.row }] : [],
  )
  const chosen = (wanted: Decision) => answers.filter(({ decision }) => decision === wanted).map(fromTo)
  return {
    answers: [
      ...carried.answers,
      ...carried.statements.map(({ from, to }) => ({ from: { row: from }, to: { row: to } })),
      ...chosen('keep'),
    ],
    asked: chosen('ask-again'),
    dropped: chosen('discard').map(({ from }) => from),
    duties: [...carried.duties, ...duties.filter(({ decision }) => decision !== 'discard').map(fromTo)],
    dutiesDropped: duties.filter(({ decision }) => decision === 'discard').map(({ from }) => from),
    figuresSetAside: settled.flatMap(({ question: { about }, decision }) =>
      about.kind === 'figure' && decision !== 'keep' ? [about.quantity] : [],
    ),
  }
}

function settle(
  { choices, to }: Question,
  given: Decided | undefined,
): { readonly decision: Decision | undefined; readonly to: string | undefined } {
  const [only] = choices
  const decision = choices.length === 1 ? only : choices.find((choice) => choice === given?.decision)
  const heir = to.length > 1 ? to.find((id) => id === given?.to) : to[0]
  // Kept, but not where: with several heirs that is no decision yet.
  return decision === 'keep' && to.length > 1 && heir === undefined
    ? { decision: undefined, to: undefined }
    : { decision, to: heir }
}

function placeOf(about: Place): Place {
  return about.clause === undefined ? { row: about.row } : { row: about.row, clause: about.clause }
}

function fromTo<Place>({ from, to }: { readonly from: Place; readonly to: Place }) {
  return { from, to }
}

function keyOf(about: CarriedThing): string {
  return about.kind === 'figure'
    ? `figure ${about.quantity}`
    : `${about.kind} ${about.row} ${about.kind === 'answer' ? about.clause : ''}`
}
