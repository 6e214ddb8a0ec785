import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Filters, search text and page of a list, kept in the address: a number elsewhere can link to exactly the rows it
 * was counted from, and going back shows the same rows again.
 */
export function useListAddress(limit = 50) {
  const route = useRoute()
  const router = useRouter()

  function read(name: string): string | undefined {
    const value = route.query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** Changes conditions; `undefined` removes one. Any change but that of the page starts again at the first row. */
  function set(change: Readonly<Record<string, string | undefined>>): void {
    const query = { ...route.query, offset: undefined, ...change }
    void router.replace({ query })
  }

  return {
    limit,
    offset: computed(() => Math.max(0, Math.trunc(Number(read('offset') ?? 0)) || 0)),
    search: computed(() => read('search')),
    read,
    set,
    turnTo: (offset: number) => {
      set({ offset: offset > 0 ? String(offset) : undefined })
    },
    clear: () => void router.replace({ query: {} }),
  }
}
