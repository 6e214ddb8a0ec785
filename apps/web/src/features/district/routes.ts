import type { RouteRecordRaw } from 'vue-router'

export const districtRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/settings',
    name: 'settings',
    component: () => import('./SettingsPage.vue'),
    meta: { title: 'district.title', verb: 'campaign.edit' },
  },
]
