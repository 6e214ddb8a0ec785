import 'vue-router'
import type { MessageKey } from './text.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page, in its head and in the window's title. */
    readonly title: MessageKey
    /** Opens before anybody has signed in. */
    readonly open?: true
    /** Stands in the tab bar; other pages have a way back instead. */
    readonly tab?: true
  }
}
