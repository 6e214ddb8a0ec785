import type { Assessment } from './assessment.ts'
import type { Reason } from './code.ts'
import type { Judged } from './judge-requirement.ts'

/**
 * Whether some verdict hangs on the error of a measurement: its threshold lies
 * within the figure's error, so a finer measurement could decide it.
 */
export function hangsOnError({ rows, zones }: Pick<Assessment, 'rows' | 'zones'>): boolean {
  return (
    rows.some(
      ({ reason, requirement }) => isError(reason) || (requirement !== undefined && inJudged(requirement)),
    ) || zones.some(({ cells }) => cells.some(({ reason }) => isError(reason)))
  )
}

function inJudged({ reason, zones = [], options = [] }: Judged): boolean {
  return isError(reason) || zones.some((zone) => isError(zone.reason)) || options.some(inJudged)
}

function isError(reason: Reason | undefined): boolean {
  return reason?.code === 'figure.within-error'
}
