import type { gapZhCn } from './gap.zh-cn.ts'

export const gapEn: typeof gapZhCn = {
  title: 'Gap list',
  lead: 'Build what is missing: items lost and not assessed, for the district and its streets.',
  export: 'Export the gap list',
  binding: 'asked of every street',
  comparing: 'for comparison only',
  streets: 'By street',
  streetsLead: 'Each street beside every level that is asked; where only the whole is asked, for comparison.',
}
