import type { UiText } from '@chuangyuan/ui/ui-text'
import { computed } from 'vue'
import { formatNumber } from './format.ts'
import { t } from './text.ts'

/** What the shared components say, in the reader's language. */
export const uiText = computed<UiText>(() => ({
  earned: t('ui.earned'),
  lost: t('ui.lost'),
  notAssessed: t('ui.notAssessed'),
  notApplicable: t('ui.notApplicable'),
  veto: t('ui.veto'),
  outOf: (total) => t('ui.outOf', { total }),
  verified: t('ui.verified'),
  unverified: t('ui.unverified'),
  verifiedMeaning: t('ui.verifiedMeaning'),
  unverifiedMeaning: t('ui.unverifiedMeaning'),
  opensList: (label) => t('ui.opensList', { label }),
  breadcrumbs: t('ui.breadcrumbs'),
  source: t('ui.source'),
  asOf: t('ui.asOf'),
  demo: t('ui.demo'),
  demoMeaning: t('ui.demoMeaning'),
  loading: t('ui.loading'),
  retry: t('ui.retry'),
  problemCode: t('ui.problemCode'),
  clearFilters: t('ui.clearFilters'),
  removeFilter: (label) => t('ui.removeFilter', { label }),
  columns: t('ui.columns'),
  rowCount: (count) => t('ui.rowCount', { count }),
  pageOf: (page, pages) => t('ui.pageOf', { page, pages }),
  previousPage: t('ui.previousPage'),
  nextPage: t('ui.nextPage'),
  noRows: t('ui.noRows'),
  daysLeft: (event) => t('ui.daysLeft', { event }),
  daysPast: (event) => t('ui.daysPast', { event }),
  eventToday: (event) => t('ui.eventToday', { event }),
  days: t('ui.days'),
  number: formatNumber,
}))
