import type { RouteRecordRaw } from 'vue-router'

export const backupRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/backup',
    name: 'backup',
    component: () => import('./BackupPage.vue'),
    meta: { title: 'backup.title', verb: 'backup.run' },
  },
]
