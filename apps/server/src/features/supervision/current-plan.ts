import type { Day } from '@chuangyuan/domain/day'

/** The plan that holds on a day; of several, the one that began last (plans come the latest first). */
export function currentPlan<Plan extends { readonly from: Day; readonly until: Day }>(
  plans: readonly Plan[],
  day: Day,
): Plan | undefined {
  return plans.find(({ from, until }) => from <= day && day <= until)
}
