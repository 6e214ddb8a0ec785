import type { PaperKind } from '@chuangyuan/domain/paper/paper'

/** Names of the papers as files carry them. */
export const kindTexts: Readonly<Record<PaperKind, string>> = {
  notice: '整改通知单',
  'supervision-order': '督办单',
  circular: '督查通报',
  daily: '日报',
  weekly: '周报',
  'red-black-list': '红黑榜',
  'rectification-list': '整改清单',
}
