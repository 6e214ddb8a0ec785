export { default as FindingMatters } from './FindingMatters.vue'
export { default as JointPlanPanel } from './JointPlanPanel.vue'
export { default as TodoPanel } from './TodoPanel.vue'
