import { codeOf } from '../../db/fault.ts'
import { Refused } from '../../http/refused.ts'

const foreignKey = '23503'
const unique = '23505'

/** A row that the database itself refuses lost a race: somebody added or took away what it leans on. */
export function orStale(fault: unknown): unknown {
  const code = codeOf(fault)
  return code === foreignKey || code === unique ? new Refused('request.stale') : fault
}
