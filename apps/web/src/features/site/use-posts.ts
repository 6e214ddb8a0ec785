import type { ReplyOf } from '@chuangyuan/contract/operation'
import { listPosts } from '@chuangyuan/contract/site'
import { onScopeDispose, shallowRef } from 'vue'
import { call } from '../../shell/call.ts'
import { problemOf } from '../../shell/problem.ts'

type Post = ReplyOf<typeof listPosts>['rows'][number]

const atOnce = 1000

/** All posts in protocol order, for a field in which one of them is chosen. */
export function usePosts() {
  const posts = shallowRef<readonly Post[]>([])
  const problem = shallowRef<ReturnType<typeof problemOf>>()
  const stop = new AbortController()
  onScopeDispose(() => {
    stop.abort()
  })

  async function read(): Promise<void> {
    for (;;) {
      const query = { offset: posts.value.length, limit: atOnce }
      const { rows, total } = await call(listPosts, { query, signal: stop.signal })
      posts.value = [...posts.value, ...rows]
      if (rows.length === 0 || posts.value.length >= total) return
    }
  }

  read().catch((fault: unknown) => {
    if (!stop.signal.aborted) problem.value = problemOf(fault)
  })
  return { posts, problem }
}
