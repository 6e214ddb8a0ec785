import type { Verb } from '@chuangyuan/domain/identity/role'
import 'vue-router'
import type { MessageKey } from './text.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page: window title, menu entry, breadcrumb. */
    readonly title: MessageKey
    /** Verb that opens the page; left out where every signed-in account may see it. */
    readonly verb?: Verb
    /** Pages before signing in stand alone, without the shell. */
    readonly open?: true
    /** Signed in, but without the shell: a page for a wall. */
    readonly alone?: true
    /** Route name of the menu entry that a page without one belongs to. */
    readonly under?: string
  }
}
