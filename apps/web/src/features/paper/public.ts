export { default as FindingPaperButtons } from './FindingPaperButtons.vue'
export { default as SiteSheetButton } from './SiteSheetButton.vue'
