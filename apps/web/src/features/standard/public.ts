export { default as MeasurementPanel } from './MeasurementPanel.vue'
export { default as NoCampaign } from './NoCampaign.vue'
export { default as StreetTable } from './StreetTable.vue'
export { groupByReason } from './reason-group.ts'
export { countItems, isCounted, type ScoreBook } from './score-book.ts'
export {
  itemFigure,
  itemThreshold,
  readingWords,
  reasonWords,
  shortageWords,
  standingWords,
  thresholdWords,
  warningWords,
} from './score-words.ts'
export { useScore } from './use-score.ts'
export { cellOf, columnKey, zoneColumns } from './worst-zone.ts'
