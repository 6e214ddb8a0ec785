import type { RouteRecordRaw } from 'vue-router'
import { accountRoutes } from '../features/account/routes.ts'
import { backupRoutes } from '../features/backup/routes.ts'
import { burdenRoutes } from '../features/burden/routes.ts'
import { campaignRoutes } from '../features/campaign/routes.ts'
import { districtRoutes } from '../features/district/routes.ts'
import { reminderRoutes } from '../features/reminder/routes.ts'
import { dutyRoutes } from '../features/duty/routes.ts'
import { fieldRoutes } from '../features/field/routes.ts'
import { figureRoutes } from '../features/figure/routes.ts'
import { findingRoutes } from '../features/finding/routes.ts'
import { gapRoutes } from '../features/gap/routes.ts'
import { homeRoutes } from '../features/home/routes.ts'
import { indicatorRoutes } from '../features/indicator/routes.ts'
import { intakeRoutes } from '../features/intake/routes.ts'
import { journalRoutes } from '../features/journal/routes.ts'
import { layerRoutes } from '../features/layer/routes.ts'
import { ledgerRoutes } from '../features/ledger/routes.ts'
import { mapRoutes } from '../features/map/routes.ts'
import { handbookRoutes } from '../features/handbook/routes.ts'
import { matterRoutes } from '../features/matter/routes.ts'
import { packRoutes } from '../features/pack/routes.ts'
import { paperRoutes } from '../features/paper/routes.ts'
import { screenRoutes } from '../features/screen/routes.ts'
import { siteRoutes } from '../features/site/routes.ts'
import { targetRoutes } from '../features/target/routes.ts'
import { supervisionRoutes } from '../features/supervision/routes.ts'
import { sponsorRoutes } from '../features/sponsor/routes.ts'
import { standardRoutes } from '../features/standard/routes.ts'
import './route-meta.ts'

export const routes: readonly RouteRecordRaw[] = [
  ...homeRoutes,
  ...screenRoutes,
  ...standardRoutes,
  ...gapRoutes,
  ...indicatorRoutes,
  ...siteRoutes,
  ...dutyRoutes,
  ...mapRoutes,
  ...findingRoutes,
  ...ledgerRoutes,
  ...paperRoutes,
  ...targetRoutes,
  ...sponsorRoutes,
  ...matterRoutes,
  ...burdenRoutes,
  ...supervisionRoutes,
  ...intakeRoutes,
  ...fieldRoutes,
  ...layerRoutes,
  ...figureRoutes,
  ...campaignRoutes,
  ...packRoutes,
  ...handbookRoutes,
  ...accountRoutes,
  ...journalRoutes,
  ...backupRoutes,
  ...districtRoutes,
  ...reminderRoutes,
  {
    path: '/forbidden',
    name: 'forbidden',
    component: () => import('./ForbiddenPage.vue'),
    meta: { title: 'shell.forbidden' },
  },
  {
    path: '/:anything(.*)*',
    name: 'not-found',
    component: () => import('./NotFoundPage.vue'),
    meta: { title: 'shell.notFound' },
  },
]
