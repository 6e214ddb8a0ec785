import type { RouteRecordRaw } from 'vue-router'

export const siteRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/sites',
    name: 'site',
    component: () => import('./SiteListPage.vue'),
    meta: { title: 'site.title', verb: 'facts.read' },
  },
  {
    path: '/sites/:siteId',
    name: 'site-detail',
    component: () => import('./SitePage.vue'),
    props: true,
    meta: { title: 'site.one', verb: 'facts.read', under: 'site' },
  },
]
