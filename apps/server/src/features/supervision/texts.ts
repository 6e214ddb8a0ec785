import type { NeedReason } from '@chuangyuan/domain/supervision/need'

// Words of the exported workbooks. Screens have their own, in three languages.

export const reasonText: Readonly<Record<NeedReason, string>> = {
  'cycle-over': '超周期',
  'due-today': '今日到期',
  'never-seen': '从未看过',
  'key-site': '重点点位',
  'open-findings': '有未销号问题',
  'on-route': '在迎检线路上',
  ahead: '提前安排',
}

export const gapText = '漏分：不在任何片内'

export function overlapText(zones: readonly string[]): string {
  return `重分：${zones.join('、')}`
}

export function daysText(daysOverdue: number | null): string {
  if (daysOverdue === null) return '未定周期'
  if (daysOverdue > 0) return `超期${String(daysOverdue)}天`
  return daysOverdue === 0 ? '今日到期' : `还有${String(-daysOverdue)}天`
}
