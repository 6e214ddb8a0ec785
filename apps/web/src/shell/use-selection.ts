import type { Problem } from '@chuangyuan/contract/problem'
import { computed, shallowRef, watch } from 'vue'
import { useCommand } from './use-command.ts'

/** How many more than the page can be chosen, and how the asking for them goes. */
export interface AllOffer {
  readonly offer: { readonly total: number; readonly most: number } | undefined
  readonly loading: boolean
  readonly problem: Problem | undefined
}

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

/**
 * Rows chosen in a list: of the page that is shown, or all that the filters leave. What is not on the screen must not be
 * acted upon unseen, so that turning a page or changing a condition lets go of what nobody asked for.
 */
export function useSelection<Row extends { readonly id: string }>({
  page,
  conditions,
  readFirst,
  most,
}: {
  page: () => Page<Row> | undefined
  /** What the list is filtered by; anything whose text changes with it. */
  conditions: () => unknown
  /** The first so many rows that the filters leave. */
  readFirst: (limit: number) => Promise<Page<Row>>
  /** So many can be acted upon at once. */
  most: number
}) {
  const text = () => JSON.stringify(conditions())
  const keys = shallowRef<ReadonlySet<string>>(new Set())
  /** All that the filters left when they were asked for. */
  const every = shallowRef<readonly Row[]>()

  const chosen = computed(() => (every.value ?? page()?.rows ?? []).filter(({ id }) => keys.value.has(id)))
  const total = computed(() => page()?.total ?? 0)
  /** More than the page: how many there are, and how many of them can be had; nothing where the page has all. */
  const offer = computed(() => {
    const shown = page()?.rows ?? []
    const whole = shown.length > 0 && shown.every(({ id }) => keys.value.has(id))
    return whole && every.value === undefined && total.value > shown.length
      ? { total: total.value, most: Math.min(most, total.value) }
      : undefined
  })

  function choose(next: ReadonlySet<string>): void {
    keys.value = next
    if (next.size === 0) every.value = undefined
  }

  function clear(): void {
    choose(new Set())
  }

  const chooseAll = useCommand(async () => {
    const asked = text()
    const { rows } = await readFirst(most)
    if (text() !== asked) return
    every.value = rows
    keys.value = new Set(rows.map(({ id }) => id))
  })

  watch(text, clear)
  watch(page, (now) => {
    if (every.value !== undefined) return
    const shown = new Set(now?.rows.map(({ id }) => id))
    keys.value = new Set([...keys.value].filter((id) => shown.has(id)))
  })
  /** For the bar of what is chosen. */
  const all = computed((): AllOffer => ({
    offer: offer.value,
    loading: chooseAll.running.value,
    problem: chooseAll.problem.value,
  }))
  return { keys, chosen, all, choose, clear, chooseAll: chooseAll.run }
}
