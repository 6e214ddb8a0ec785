import type { RouteRecordRaw } from 'vue-router'

export const reminderRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/reminders',
    name: 'reminder',
    component: () => import('./ReminderPage.vue'),
    meta: { title: 'reminder.title', verb: 'campaign.edit' },
  },
]
