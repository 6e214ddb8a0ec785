export { default as MyRemindersPanel } from './MyRemindersPanel.vue'
