import type { RouteRecordRaw } from 'vue-router'

export const ledgerRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/ledger',
    name: 'ledger',
    component: () => import('./LedgerPage.vue'),
    meta: { title: 'ledger.title', verb: 'ledger.read' },
  },
  {
    path: '/ledger/entries',
    name: 'ledger-entries',
    component: () => import('./EntryPage.vue'),
    meta: { title: 'ledger.entriesTitle', verb: 'ledger.read', under: 'ledger' },
  },
  {
    path: '/ledger/appeals',
    name: 'ledger-appeals',
    component: () => import('./AppealPage.vue'),
    meta: { title: 'ledger.appeals', verb: 'ledger.read', under: 'ledger' },
  },
  {
    path: '/morning',
    name: 'morning',
    component: () => import('./MorningPage.vue'),
    meta: { title: 'ledger.morningTitle', verb: 'ledger.read' },
  },
]
