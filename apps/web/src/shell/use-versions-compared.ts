import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Between which two versions of something changes are shown, as the address has it; unless told, with the one before. */
export function useVersionsCompared() {
  const route = useRoute()
  const router = useRouter()
  const version = computed(() => Number(route.params['version']))
  const from = computed(() => {
    const asked = route.query['from']
    return typeof asked === 'string' ? Number(asked) : Math.max(0, version.value - 1)
  })

  function show(change: { readonly version?: number; readonly from?: number }): void {
    void router.replace({
      params: { ...route.params, version: change.version ?? version.value },
      query: { from: change.from ?? from.value },
    })
  }

  return { version, from, show }
}
