import { sql, type Kysely, type SqlBool } from 'kysely'
import type { Tables } from '../../db/tables.ts'

const aboutMany = [
  'finding.imported',
  'paper.template-changed',
  'paper.settings-changed',
  'ledger.rules-changed',
  'ledger.frozen',
]

/** Steps that one account took with findings, matters, papers, joint plans and appeals, as the journal has them. */
export function doneStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** The latest first; `before` is the number of the line where the page before ended. */
    steps(accountId: string, before: number | undefined, limit: number) {
      return (
        query
          .selectFrom('journal')
          .where('district_id', '=', districtId)
          .where('who', '=', accountId)
          .where(
            sql<SqlBool>`split_part(verb, '.', 1) in ('finding', 'matter', 'paper', 'joint-plan', 'ledger')`,
          )
          // Lines about many things or about settings open nothing.
          .where('verb', 'not in', aboutMany)
          .$if(before !== undefined, (lines) => lines.where('seq', '<', before ?? 0))
          .select(['seq', 'at', 'verb', 'what'])
          .orderBy('seq', 'desc')
          .limit(limit)
          .execute()
      )
    },
  }
}
