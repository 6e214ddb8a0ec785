/** What is counted of a spot, and the condition of the list that each number opens. */
export const spotFilters = {
  open: { open: 'true' },
  overdue: { overdue: 'true', order: 'due' },
  suspended: { stage: 'suspended' },
  asked: { asked: 'true', open: 'true' },
} as const
export type SpotCount = keyof typeof spotFilters

export const spotCounts = ['open', 'overdue', 'suspended', 'asked'] as const satisfies readonly SpotCount[]
