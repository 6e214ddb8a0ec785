export { default as FigureOrigin } from './FigureOrigin.vue'
export { default as ItemMarks } from './ItemMarks.vue'
export { default as MeasurementPanel } from './MeasurementPanel.vue'
export { default as NoCampaign } from './NoCampaign.vue'
export { default as OutcomeWord } from './OutcomeWord.vue'
export { default as StreetTable } from './StreetTable.vue'
export { groupByReason } from './reason-group.ts'
export { countItems, isCounted, type ScoreBook } from './score-book.ts'
export {
  figureWords,
  itemFigure,
  itemGap,
  itemThreshold,
  readingWords,
  shortageWords,
  standingWords,
  thresholdWords,
  warningWords,
  withUnit,
} from './score-words.ts'
export { useScore } from './use-score.ts'
