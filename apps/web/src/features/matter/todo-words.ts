import type { TodoItem } from '@chuangyuan/contract/matter'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { findingStages } from '@chuangyuan/domain/finding/finding'
import { matterStages } from '@chuangyuan/domain/matter/matter'
import { paperStages } from '@chuangyuan/domain/paper/paper'
import type { RouteLocationRaw } from 'vue-router'
import { formatDay, formatInstant } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

export function todoLink({ what, id }: TodoItem): RouteLocationRaw {
  switch (what) {
    case 'finding':
    case 'joint-plan':
      return { name: 'finding-detail', params: { findingId: id } }
    case 'matter':
      return { name: 'matter-detail', params: { matterId: id } }
    case 'paper':
      return { name: 'paper-detail', params: { paperId: id } }
  }
}

/** A matter is due when its day ends, which is said as that day and not as the midnight after it. */
export function todoDue({ what, dueAt }: Pick<TodoItem, 'what' | 'dueAt'>): string {
  if (dueAt === null) return '—'
  return what === 'matter' ? formatDay(dayOf((dueAt - 1) as Instant)) : formatInstant(dueAt)
}

/** The thing's own stage in its own words; a stage that is not known here as it came. */
export function todoStage({ what, stage }: TodoItem): string {
  const known = {
    finding: findingStages.find((each) => each === stage),
    matter: matterStages.find((each) => each === stage),
    paper: paperStages.find((each) => each === stage),
  }
  if (what === 'joint-plan') {
    const sort = (['confirm', 'rewrite', 'approve'] as const).find((each) => each === stage)
    return sort === undefined ? stage : t(`matter.plan.todo.${sort}`)
  }
  if (what === 'finding') return known.finding === undefined ? stage : t(`finding.stage.${known.finding}`)
  if (what === 'matter') return known.matter === undefined ? stage : t(`matter.stage.${known.matter}`)
  return known.paper === undefined ? stage : t(`paper.stage.${known.paper}`)
}
