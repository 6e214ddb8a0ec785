import type { RouteRecordRaw } from 'vue-router'

export const journalRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/journal',
    name: 'journal',
    component: () => import('./JournalPage.vue'),
    meta: { title: 'journal.title', verb: 'journal.read' },
  },
]
