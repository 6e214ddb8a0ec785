import { groupBy } from './group-by.ts'
import type { AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import type { ReasonCode } from '@chuangyuan/domain/assessment/code'

/** Kinds of gaps in knowledge, by who can close them. In the order in which an office works them off. */
export const reasonGroups = [
  'answer',
  'figure',
  'year',
  'profile',
  'accuracy',
  'zone',
  'text',
  'pack',
] as const
export type ReasonGroup = (typeof reasonGroups)[number]

const groupOfCode: Record<ReasonCode, ReasonGroup> = {
  'answer.missing': 'answer',
  'incident.not-stated': 'answer',
  'certificate.not-stated': 'answer',
  'document.not-stated': 'answer',
  'parts.not-assessed': 'answer',
  'figure.missing': 'figure',
  'formula.input-missing': 'figure',
  'zones.figures-missing': 'figure',
  'trend.years-missing': 'year',
  'trend.sources-differ': 'year',
  'mark.years-missing': 'year',
  'profile.missing': 'profile',
  'figure.within-error': 'accuracy',
  'zones.none': 'zone',
  'applicant.excluded': 'zone',
  'tier.not-demanded': 'zone',
  'row.unknown': 'text',
  'points.split-unknown': 'text',
  'figure.not-finite': 'figure',
  'unit.mismatch': 'pack',
  'quantity.unknown': 'pack',
  'quantity.circular': 'pack',
  'threshold.none-fits': 'pack',
  'formula.unreadable': 'pack',
  'formula.input-not-finite': 'pack',
  'formula.division-by-zero': 'pack',
  'formula.not-a-number': 'pack',
  'formula.failed': 'pack',
}

export function reasonGroupOf({ reason }: Pick<AssessedItem, 'reason'>): ReasonGroup {
  return reason === undefined ? 'answer' : groupOfCode[reason.code]
}

/** Items not assessed, by what would close them; groups without items are left out. */
export function groupByReason(
  items: readonly AssessedItem[],
): readonly { readonly group: ReasonGroup; readonly items: readonly AssessedItem[] }[] {
  const groups = groupBy(items, reasonGroupOf)
  return reasonGroups.flatMap((group) => {
    const found = groups.get(group)
    return found === undefined ? [] : [{ group, items: found }]
  })
}
