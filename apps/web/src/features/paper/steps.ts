import type { PaperSummary } from '@chuangyuan/contract/paper'
import { actionsAt, paperActions, verbsFor, type PaperAction } from '@chuangyuan/domain/paper/paper'
import { holds } from '../../shell/session.ts'

/** Steps that all of these papers can take and that the account may take; whose draft it is, the server says. */
export function commonSteps(papers: readonly Pick<PaperSummary, 'stage'>[]): PaperAction[] {
  return paperActions.filter(
    (action) =>
      verbsFor[action].some(holds) && papers.every(({ stage }) => actionsAt(stage).includes(action)),
  )
}
