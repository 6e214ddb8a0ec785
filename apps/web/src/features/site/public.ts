export { default as FilterSelect } from './FilterSelect.vue'
export { default as HoleNote } from './HoleNote.vue'
export { siteFilterOf } from './site-filter.ts'
export { kindName } from './site-words.ts'
