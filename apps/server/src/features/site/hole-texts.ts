import type { DutyHole } from '@chuangyuan/domain/site/duty-hole'

// Words of the exported list of duty holes. Screens have their own, in three languages.

export const holeText: Readonly<Record<DutyHole['why'], string>> = {
  nobody: '无人',
  'no-post': '只到单位，未落实到人',
  vacant: '职务空缺',
}

export const holeHeadings = {
  title: '责任空洞',
  sites: '点位',
  sitesPurpose: '责任没有落实到人的点位，一处一行；方括号内写明缺什么。',
  items: '标准条目',
  itemsPurpose: '没有落实到人的标准条目。',
} as const

export function missing(why: DutyHole['why']): string {
  return `【${holeText[why]}】`
}
