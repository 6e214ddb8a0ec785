import type { FieldRecord } from '@chuangyuan/contract/field'
import type { RefusalCode } from '@chuangyuan/contract/refusal'

/**
 * saved      on the phone only
 * sending    on its way; after an interruption it is sent again, which is harmless
 * on-server  the server has it
 * refused    the server has it, and the rules said no
 * differs    the server has another one under the same id
 * unsendable the server cannot read it as it is; it is on the phone only
 */
export const recordStates = ['saved', 'sending', 'on-server', 'refused', 'differs', 'unsendable'] as const
export type RecordState = (typeof recordStates)[number]

/** A refusal as it travels: the code says which rule, the details fill its sentence. */
export interface Refusal {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>
}

type WithoutSeq<Said> = Said extends unknown ? Omit<Said, 'seq'> : never

/** What is said in a record; its number is given when it is written down. */
export type Said = WithoutSeq<FieldRecord>

/** What a person decided about a record that was refused. */
export const settlements = ['said-anew', 'to-office', 'discarded'] as const
export type Settlement = (typeof settlements)[number]

/** A record (记录) of the outbox. It is never deleted: its number counts, and the receipt speaks of it. */
export interface KeptRecord {
  readonly seq: number
  readonly said: Said
  /** The thing it is about in the person's own words, for lists: a site, a problem. */
  readonly title: string
  readonly photos: readonly string[]
  readonly state: RecordState
  readonly refusal: Refusal | null
  readonly settled: Settlement | null
}

/** A card that somebody has to act on. */
export function needsDecision({ state, settled }: Pick<KeptRecord, 'state' | 'settled'>): boolean {
  return (state === 'refused' || state === 'differs' || state === 'unsendable') && settled === null
}

export function isOnServer({ state }: Pick<KeptRecord, 'state'>): boolean {
  return state === 'on-server' || state === 'refused' || state === 'differs'
}

/**
 * To be sent. Interrupted ones are still marked `sending`; an unsendable one is tried again, since the server may have
 * learnt, until somebody has decided about it.
 */
export function waits({ state, settled }: Pick<KeptRecord, 'state' | 'settled'>): boolean {
  return state === 'saved' || state === 'sending' || (state === 'unsendable' && settled === null)
}
