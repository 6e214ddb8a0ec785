export { default as FindingPaperButtons } from './FindingPaperButtons.vue'
