import type { PaperKind } from '@chuangyuan/domain/paper/paper'
import type { SiteRole } from '@chuangyuan/domain/site/site-role'

/** Names of the papers as files carry them. */
export const kindTexts: Readonly<Record<PaperKind, string>> = {
  notice: '整改通知单',
  'supervision-order': '督办单',
  circular: '督查通报',
  daily: '日报',
  weekly: '周报',
  'red-black-list': '红黑榜',
  'rectification-list': '整改清单',
  'site-sheet': '点位一页纸',
  minutes: '会议纪要',
}

/** Roles of a site as papers call them. */
export const roleTexts: Readonly<Record<SiteRole, string>> = {
  responsible: '责任单位',
  'first-responsible': '第一责任人',
  contact: '联系人',
  supervisor: '督查人',
  sponsor: '包挂领导',
  'sponsor-unit': '包挂单位',
  member: '成员单位',
}
