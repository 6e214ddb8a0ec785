import type { RouteRecordRaw } from 'vue-router'

export const screenRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/screen',
    name: 'screen',
    component: () => import('./ScreenPage.vue'),
    // Of the verbs that its tiles need, this is the one that fewest roles hold.
    meta: { title: 'screen.title', verb: 'ledger.read', alone: true },
  },
]
