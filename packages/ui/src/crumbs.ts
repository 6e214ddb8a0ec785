import type { ComputedRef, InjectionKey } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

/** One step of the path from the start page to this one. The last step has no link. */
export interface Crumb {
  readonly label: string
  readonly to?: RouteLocationRaw
}

/** The path the shell knows from the menu; a page adds its own steps after it. */
export const crumbsKey: InjectionKey<ComputedRef<readonly Crumb[]>> = Symbol('crumbs')
