import { listTodos } from '@chuangyuan/contract/matter'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { computed, shallowRef, watch } from 'vue'
import { call, callUnattended } from './call.ts'
import { problemOf } from './problem.ts'
import { holds, me } from './session.ts'

const waiting = shallowRef<ReplyOf<typeof listTodos>>()

let asked = 0

/** What waits for the account (待办), as the menu and the home page show it; undefined while nobody knows. */
export const todos = computed(() => waiting.value)

/** How many wait, in figures, with a plus where some sort has more than is listed; undefined where nothing waits. */
export const todoCount = computed(() => {
  const { items, more } = waiting.value ?? { items: [], more: false }
  return items.length === 0 ? undefined : `${String(items.length)}${more ? '+' : ''}`
})

/** Asked again on every page and after each step. Without an answer the menu stays silent; the page says why itself. */
export async function readTodos(ask: typeof call = call): Promise<void> {
  asked += 1
  const mine = asked
  const answer =
    me.value?.mustChangePassword === false && holds('matter.read')
      ? await ask(listTodos, {}).catch(silent)
      : undefined
  // An older answer never overwrites a newer one.
  if (mine === asked) waiting.value = answer
}

/** Read because time has passed, not because somebody did something. */
export function readTodosAgain(): void {
  void readTodos(callUnattended)
}

function silent(error: unknown): undefined {
  problemOf(error)
}

watch(
  () => me.value?.mustChangePassword === false && me.value.accountId,
  () => void readTodos(),
  { immediate: true },
)
