import { accept, refuse, type Result } from '../result.ts'
import type { RowId } from '../standard/pack.ts'
import type { Charged, LedgerEntry } from './ledger-entry.ts'
import { sumOf, type Micro } from './micro.ts'

/** What an office has decided of an appeal: so much of what one is charged with for an entry goes to another. */
export interface Correction {
  readonly id: string
  readonly appealId: string
  readonly findingId: string
  readonly row: RowId
  readonly from: Charged
  readonly to: Charged
  /** Of what `from` is charged with, whatever that comes to by then. */
  readonly percent: number
}

/** A correction worked out: it takes from one what it gives to the other, beside the charges that stand. */
export interface Corrected {
  readonly correctionId: string
  readonly from: Charged
  readonly to: Charged
  readonly micro: Micro
}

export interface CorrectedEntry extends LedgerEntry {
  /** Oldest first. */
  readonly corrections: readonly Corrected[]
}

export function isSameCharged(one: Charged, other: Charged): boolean {
  return one.kind === other.kind && one.id === other.id
}

/** Corrections of one entry, in the order in which they were decided. The sum stays what it was. */
export function correctEntry(entry: LedgerEntry, corrections: readonly Correction[]): CorrectedEntry {
  const worked: Corrected[] = []
  for (const { id, from, to, percent } of corrections) {
    const held = chargedWith({ ...entry, corrections: worked }, from)
    worked.push({ correctionId: id, from, to, micro: Math.round((held * percent) / 100) })
  }
  return { ...entry, corrections: worked }
}

/** What somebody answers for in an entry: what it was charged with, and what corrections took and gave. */
export function chargedWith({ charges, corrections }: CorrectedEntry, who: Charged): Micro {
  return (
    sumOf(charges.filter(({ to }) => isSameCharged(to, who)).map(({ micro }) => micro)) +
    sumOf(corrections.filter(({ to }) => isSameCharged(to, who)).map(({ micro }) => micro)) -
    sumOf(corrections.filter(({ from }) => isSameCharged(from, who)).map(({ micro }) => micro))
  )
}

/** Everybody who was ever charged with part of an entry, each once. */
export function chargedIn({ charges, corrections }: CorrectedEntry): Charged[] {
  const all = [...charges.map(({ to }) => to), ...corrections.map(({ to }) => to)]
  return all.filter((one, index) => all.findIndex((other) => isSameCharged(one, other)) === index)
}

export type AppealRefusal =
  { readonly code: 'ledger.not-charged' } | { readonly code: 'ledger.appeal-pending' }

/** 申诉: whoever answers for part of an entry may say why it should not; once at a time. */
export function appeal(entry: CorrectedEntry, by: Charged, pending: boolean): Result<true, AppealRefusal> {
  if (chargedWith(entry, by) <= 0) return refuse({ code: 'ledger.not-charged' })
  return pending ? refuse({ code: 'ledger.appeal-pending' }) : accept(true)
}

export type DecisionRefusal =
  { readonly code: 'ledger.appeal-decided' } | { readonly code: 'ledger.correction-to-itself' }

/** What is upheld goes to somebody else: a point that is in danger is nobody's gift. */
export function decideAppeal(
  by: Charged,
  to: Charged | null,
  decided: boolean,
): Result<true, DecisionRefusal> {
  if (decided) return refuse({ code: 'ledger.appeal-decided' })
  return to !== null && isSameCharged(by, to) ? refuse({ code: 'ledger.correction-to-itself' }) : accept(true)
}
