import type { gapZhCn } from './gap.zh-cn.ts'

export const gapEn: typeof gapZhCn = {
  title: 'Gap list',
  lead: 'Build what is missing: items lost and not assessed, for the district and its streets.',
  export: 'Export the gap list',
  print: 'Print the list',
  printNote:
    'Unverified: the threshold or definition has not been compared with the official text. Not assessed is neither met nor lost.',
  printTitle: '{name}: gap list',
  by: 'Grouped by',
  order: { unit: 'Leading unit', heading: 'Heading', street: 'Street' },
  nobody: 'Nobody leads',
  lostOpen: '{lost} lost · {open} not assessed',
  summary: '{lost} items lost, {open} not assessed; entry gates and vetoes first.',
  streetSummary: '{count} short',
  streetClear: 'No figure below the threshold of the whole',
  streetNote: 'Where only the whole district is asked, gaps of streets help to share out the work.',
  nothing: 'No gaps',
  nothingText: 'Everything is assessed and met.',
  why: 'Gap or reason',
  binding: 'asked of every street',
  comparing: 'for comparison only',
  streets: 'By street',
  streetsLead: 'Each street beside every level that is asked; where only the whole is asked, for comparison.',
}
