import { inject, type ComputedRef, type InjectionKey } from 'vue'

/** The words and number forms the components need. The app gives them in the reader's language. */
export interface UiText {
  readonly earned: string
  readonly lost: string
  readonly notAssessed: string
  readonly notApplicable: string
  readonly veto: string
  readonly outOf: (total: string) => string
  readonly verified: string
  readonly unverified: string
  readonly verifiedMeaning: string
  readonly unverifiedMeaning: string
  readonly opensList: (label: string) => string
  readonly breadcrumbs: string
  readonly source: string
  readonly asOf: string
  readonly demo: string
  readonly demoMeaning: string
  readonly loading: string
  readonly retry: string
  readonly problemCode: string
  readonly clearFilters: string
  readonly removeFilter: (label: string) => string
  readonly columns: string
  readonly rowCount: (count: string) => string
  readonly pageOf: (page: string, pages: string) => string
  readonly previousPage: string
  readonly nextPage: string
  readonly noRows: string
  readonly daysLeft: (event: string) => string
  readonly daysPast: (event: string) => string
  readonly eventToday: (event: string) => string
  readonly days: string
  readonly number: (value: number) => string
}

export const uiTextKey: InjectionKey<ComputedRef<UiText>> = Symbol('ui-text')

export function useUiText(): ComputedRef<UiText> {
  const text = inject(uiTextKey)
  if (text === undefined) throw new Error('the app must provide uiTextKey')
  return text
}
