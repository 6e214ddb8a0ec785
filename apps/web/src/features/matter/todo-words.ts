import type { DoneStep, TodoItem } from '@chuangyuan/contract/matter'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { findingActions } from '@chuangyuan/domain/finding/action'
import { findingStages, requestKinds } from '@chuangyuan/domain/finding/finding'
import { matterActions, matterStages } from '@chuangyuan/domain/matter/matter'
import { paperActions, paperStages } from '@chuangyuan/domain/paper/paper'
import type { RouteLocationRaw } from 'vue-router'
import { formatDay, formatInstant } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

export function todoLink({ what, id }: Pick<TodoItem, 'what' | 'id'>): RouteLocationRaw {
  switch (what) {
    case 'finding':
    case 'joint-plan':
      return { name: 'finding-detail', params: { findingId: id } }
    case 'matter':
      return { name: 'matter-detail', params: { matterId: id } }
    case 'appeal':
      return { name: 'ledger-appeals', query: { appeal: id } }
    case 'sponsorship':
      return { name: 'sponsor' }
    case 'paper':
      return { name: 'paper-detail', params: { paperId: id } }
  }
}

/** A matter is due when its day ends, and so does a sponsorship; which is said as that day and not as the midnight after it. */
export function todoDue({ what, dueAt }: Pick<TodoItem, 'what' | 'dueAt'>): string {
  if (dueAt === null) return '—'
  return what === 'matter' || what === 'sponsorship'
    ? formatDay(dayOf((dueAt - 1) as Instant))
    : formatInstant(dueAt)
}

/** The thing's own stage in its own words; a stage that is not known here as it came. */
export function todoStage({ what, stage }: TodoItem): string {
  const known = {
    finding: findingStages.find((each) => each === stage),
    matter: matterStages.find((each) => each === stage),
    paper: paperStages.find((each) => each === stage),
  }
  if (what === 'sponsorship') return t(stage === 'ended' ? 'sponsor.ended' : 'sponsor.endsSoon')
  if (what === 'appeal') return t('ledger.waiting')
  if (what === 'joint-plan') {
    const sort = (['confirm', 'rewrite', 'approve'] as const).find((each) => each === stage)
    return sort === undefined ? stage : t(`matter.plan.todo.${sort}`)
  }
  if (what === 'finding') {
    const asked = requestKinds.find((kind) => stage === `asked-${kind}`)
    if (asked !== undefined) {
      const what = t(`finding.request.${asked}`)
      return `${t('finding.asked')}：${t('finding.askedFor', { what })}`
    }
    return known.finding === undefined ? stage : t(`finding.stage.${known.finding}`)
  }
  if (what === 'matter') return known.matter === undefined ? stage : t(`matter.stage.${known.matter}`)
  return known.paper === undefined ? stage : t(`paper.stage.${known.paper}`)
}

const ownWords = {
  'finding.reported': 'finding.past.reported',
  'matter.given': 'matter.step.give',
  'paper.drafted': 'paper.action.draft',
  'paper.reworded': 'matter.todo.reworded',
  'ledger.appealed': 'ledger.appealed',
  'ledger.appeal-decided': 'ledger.appealDecided',
  'joint-plan.written': 'matter.plan.past.written',
  'joint-plan.confirmed': 'matter.plan.past.confirmed',
  'joint-plan.objected': 'matter.plan.past.objected',
  'joint-plan.approved': 'matter.plan.past.approved',
} as const

/** A step as the journal calls it, in words; one that is not known here as it came. */
export function doneWords({ verb }: Pick<DoneStep, 'verb'>): string {
  const own = Object.entries(ownWords).find(([each]) => each === verb)?.[1]
  if (own !== undefined) return t(own)
  const [sort, action] = [verb.slice(0, verb.indexOf('.')), verb.slice(verb.indexOf('.') + 1)]
  if (sort === 'finding') return wordOf(findingActions, action, (each) => t(`finding.act.${each}`)) ?? verb
  if (sort === 'matter') return wordOf(matterActions, action, (each) => t(`matter.step.${each}`)) ?? verb
  return wordOf(paperActions, action, (each) => t(`paper.action.${each}`)) ?? verb
}

function wordOf<Action extends string>(
  actions: readonly Action[],
  action: string,
  words: (action: Action) => string,
): string | undefined {
  const known = actions.find((each) => each === action)
  return known === undefined ? undefined : words(known)
}
