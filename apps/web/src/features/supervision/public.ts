export { default as VisitPanel } from './VisitPanel.vue'
