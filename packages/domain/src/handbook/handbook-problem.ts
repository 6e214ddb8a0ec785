/** What can be wrong with a handbook. The screens have the words. */
export const handbookProblemCodes = [
  'handbook.not-an-object',
  'handbook.field-missing',
  'handbook.field-unknown',
  'handbook.type-wrong',
  'handbook.value-not-allowed',
  'handbook.value-malformed',
  'handbook.value-out-of-range',
  'handbook.too-few',
  'handbook.id-twice',
  'handbook.kind-unknown',
  'handbook.kind-elsewhere',
  'handbook.item-unknown',
  'handbook.item-wider',
  'handbook.site-kind-missing',
  'handbook.site-kind-twice',
  'handbook.hours-overlap',
  'handbook.ladder-out-of-order',
] as const
export type HandbookProblemCode = (typeof handbookProblemCodes)[number]

/** The lists of a handbook whose rows can be at fault. */
export const handbookLists = ['kinds', 'checklists', 'entries', 'hours', 'ladder', 'cycleDays'] as const
export type HandbookList = (typeof handbookLists)[number]

/** Where a handbook is wrong: which row of which list, which field in it, and the JSON pointer from the top. */
export interface HandbookProblem {
  readonly code: HandbookProblemCode
  readonly list?: HandbookList
  /** The id of the row; `#3` for the third of a list without ids. */
  readonly row?: string
  readonly field: string
  readonly path: string
  /** What was found or expected, where it helps: an unknown id, the allowed values. */
  readonly found?: string
  readonly expected?: readonly string[]
}
