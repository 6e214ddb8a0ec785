/** A change between two versions of something, in the reader's words. */
export interface ShownChange {
  readonly key: string
  readonly change: 'added' | 'removed' | 'changed'
  /** What kind of part it is. */
  readonly part: string
  readonly number?: string | undefined
  readonly name: string
  readonly id?: string | undefined
  readonly remark?: string | undefined
  readonly fields: readonly ShownField[]
}

interface ShownField {
  readonly key: string
  readonly label: string
  readonly before: string
  readonly after: string
}
