export { default as PhotoPicker } from './PhotoPicker.vue'
export { useHandbook } from './use-handbook.ts'
