import type { PaperKind } from '@chuangyuan/domain/paper/paper'

/** Papers that list findings which a person has chosen. */
export const findingPaperKinds = [
  'notice',
  'supervision-order',
  'rectification-list',
] as const satisfies readonly PaperKind[]
export type FindingPaperKind = (typeof findingPaperKinds)[number]
