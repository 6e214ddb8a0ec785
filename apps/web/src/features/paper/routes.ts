import type { RouteRecordRaw } from 'vue-router'

export const paperRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/papers',
    name: 'paper',
    component: () => import('./PaperListPage.vue'),
    meta: { title: 'paper.title', verb: 'paper.read' },
  },
  {
    path: '/papers/templates',
    name: 'paper-template',
    component: () => import('./TemplatePage.vue'),
    meta: { title: 'paper.template.title', verb: 'paper.set' },
  },
  {
    path: '/papers/:paperId',
    name: 'paper-detail',
    component: () => import('./PaperPage.vue'),
    props: true,
    meta: { title: 'paper.one', verb: 'paper.read', under: 'paper' },
  },
]
