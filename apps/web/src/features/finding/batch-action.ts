import type { FindingAction } from '@chuangyuan/domain/finding/action'

/** Actions that need no look at the single finding. */
export const batchActions = ['file', 'dispatch', 'urge'] as const satisfies readonly FindingAction[]
export type BatchAction = (typeof batchActions)[number]
