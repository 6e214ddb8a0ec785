import type { Bind } from './http/bind.ts'
import type { Deps } from './deps.ts'
import { identityRoutes } from './features/identity/routes.ts'
import { districtRoutes } from './features/district/routes.ts'
import { fieldRoutes } from './features/field/routes.ts'
import { findingRoutes } from './features/finding/routes.ts'
import { figureRoutes } from './features/figure/routes.ts'
import { intakeRoutes } from './features/intake/routes.ts'
import { journalRoutes } from './features/journal/routes.ts'
import { backupRoutes } from './features/backup/routes.ts'
import { campaignRoutes } from './features/campaign/routes.ts'
import { layerRoutes } from './features/layer/routes.ts'
import { matterRoutes } from './features/matter/routes.ts'
import { paperRoutes } from './features/paper/routes.ts'
import { reminderRoutes } from './features/reminder/routes.ts'
import { photoRoutes } from './features/photo/routes.ts'
import { ledgerRoutes } from './features/ledger/routes.ts'
import { packRoutes } from './features/pack/routes.ts'
import { handbookRoutes } from './features/handbook/routes.ts'
import { targetRoutes } from './features/target/routes.ts'
import { taskRoutes } from './features/task/routes.ts'
import { scoreRoutes } from './features/score/routes.ts'
import { sponsorRoutes } from './features/sponsor/routes.ts'
import { supervisionRoutes } from './features/supervision/routes.ts'
import { dutyRoutes } from './features/duty/routes.ts'
import { siteRoutes } from './features/site/routes.ts'

/** Every feature's routes, in the order of the OpenAPI page. */
export const features: readonly ((bind: Bind, deps: Deps) => void)[] = [
  siteRoutes,
  dutyRoutes,
  findingRoutes,
  fieldRoutes,
  supervisionRoutes,
  sponsorRoutes,
  paperRoutes,
  matterRoutes,
  reminderRoutes,
  ledgerRoutes,
  targetRoutes,
  intakeRoutes,
  figureRoutes,
  scoreRoutes,
  layerRoutes,
  photoRoutes,
  identityRoutes,
  districtRoutes,
  journalRoutes,
  backupRoutes,
  taskRoutes,
  packRoutes,
  handbookRoutes,
  campaignRoutes,
]
