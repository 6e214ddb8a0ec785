import type { MessageKey } from './text.ts'

export interface MenuGroup {
  readonly title: MessageKey
  /** Route names; title and verb are the route's own. */
  readonly entries: readonly string[]
}

/** The left menu, in the order of the work: look, compare, act, feed, correct, administer. */
export const menu: readonly MenuGroup[] = [
  { title: 'shell.group.today', entries: ['home', 'todo', 'screen'] },
  { title: 'shell.group.benchmark', entries: ['standard', 'gap', 'target'] },
  { title: 'shell.group.site', entries: ['site', 'duty', 'sponsor', 'map'] },
  { title: 'shell.group.supervision', entries: ['supervision-zone', 'patrol', 'visit', 'draw'] },
  {
    title: 'shell.group.rectification',
    entries: [
      ...['morning', 'finding-board', 'finding', 'finding-map', 'finding-new', 'finding-index'],
      ...['ledger', 'paper', 'paper-template', 'burden'],
    ],
  },
  { title: 'shell.group.coordination', entries: ['responsibility', 'matter', 'meeting'] },
  { title: 'shell.group.data', entries: ['intake', 'rescue', 'layer', 'figure'] },
  { title: 'shell.group.pack', entries: ['campaign', 'pack', 'handbook'] },
  { title: 'shell.group.system', entries: ['account', 'grant', 'journal', 'backup', 'reminder', 'settings'] },
]

/** Whether a route name is in the menu, and under which heading. */
export function groupOf(name: string): MenuGroup | undefined {
  return menu.find((group) => group.entries.includes(name))
}
