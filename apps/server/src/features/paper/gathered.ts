import type { Filling } from '@chuangyuan/domain/paper/fields'

/** A paper before it has a title of its own. */
export interface Gathered {
  readonly title: string
  readonly addressed: string
  readonly unitId: string | null
  readonly findingIds: readonly string[]
  readonly filling: Filling
}
