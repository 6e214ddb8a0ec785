import type { RouteRecordRaw } from 'vue-router'

export const campaignRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/campaign',
    name: 'campaign',
    component: () => import('./CampaignPage.vue'),
    meta: { title: 'campaign.title', verb: 'score.read' },
  },
  {
    path: '/campaign/:campaignId/switch',
    name: 'campaign-switch',
    component: () => import('./SwitchPackPage.vue'),
    meta: { title: 'campaign.switchTitle', verb: 'campaign.edit', under: 'campaign' },
  },
]
