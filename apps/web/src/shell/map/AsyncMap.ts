import { defineAsyncComponent } from 'vue'

/** The map, loaded when a page with a map opens: it weighs as much as the rest of the console together. */
export const AsyncMap = defineAsyncComponent(() => import('./GeoMap.vue'))
