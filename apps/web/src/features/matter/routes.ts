import type { RouteRecordRaw } from 'vue-router'

export const matterRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/todos',
    name: 'todo',
    component: () => import('./TodoPage.vue'),
    meta: { title: 'matter.todo.title', verb: 'matter.read' },
  },
  {
    path: '/matters',
    name: 'matter',
    component: () => import('./MatterListPage.vue'),
    meta: { title: 'matter.title', verb: 'matter.read' },
  },
  {
    path: '/matters/:matterId',
    name: 'matter-detail',
    component: () => import('./MatterPage.vue'),
    props: true,
    meta: { title: 'matter.one', verb: 'matter.read', under: 'matter' },
  },
  {
    path: '/meetings',
    name: 'meeting',
    component: () => import('./MeetingListPage.vue'),
    meta: { title: 'matter.meeting.title', verb: 'matter.read' },
  },
  {
    path: '/meetings/new',
    name: 'meeting-new',
    component: () => import('./NewMeetingPage.vue'),
    meta: { title: 'matter.meeting.fresh', verb: 'matter.give', under: 'meeting' },
  },
]
