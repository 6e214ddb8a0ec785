import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'account.signIn.title', open: true },
  },
  {
    path: '/setup',
    name: 'set-up',
    component: () => import('./SetUpPage.vue'),
    meta: { title: 'account.setUp.title', open: true },
  },
  {
    path: '/account',
    name: 'own-account',
    component: () => import('./OwnAccountPage.vue'),
    meta: { title: 'account.own.title' },
  },
  {
    path: '/accounts',
    name: 'account',
    component: () => import('./AccountListPage.vue'),
    meta: { title: 'account.title', verb: 'account.edit' },
  },
  {
    path: '/grants',
    name: 'grant',
    component: () => import('./GrantListPage.vue'),
    meta: { title: 'account.grants', verb: 'grant.edit' },
  },
]
