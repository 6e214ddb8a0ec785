import type { RouteRecordRaw } from 'vue-router'

export const figureRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/figures',
    name: 'figure',
    component: () => import('./FigureListPage.vue'),
    meta: { title: 'figure.title', verb: 'facts.read' },
  },
  {
    path: '/figures/:inputId',
    name: 'figure-history',
    component: () => import('./FigureHistoryPage.vue'),
    props: true,
    meta: { title: 'figure.history', verb: 'facts.read', under: 'figure' },
  },
]
