export { default as PhotoPicker } from './PhotoPicker.vue'
export { kindName } from './finding-words.ts'
export { useHandbook } from './use-handbook.ts'
