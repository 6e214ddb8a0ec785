import type { PaperSource } from '@chuangyuan/contract/paper'
import { officialDay } from '@chuangyuan/domain/day'
import type { Gathered } from './gathered.ts'

/** Minutes as the clerk typed them: what was talked about, and what was decided, by whom, until when. */
export function minutesOf({
  heldOn,
  place,
  chair,
  attending,
  agenda,
  decisions,
}: PaperSource & { kind: 'minutes' }): Gathered {
  return {
    title: `创建国家园林城市工作会议纪要（${officialDay(heldOn)}）`,
    ...{ addressed: '', unitId: null, findingIds: [] },
    filling: {
      ...{ 时间: officialDay(heldOn), 地点: place, 主持: chair, 出席: attending },
      议题: agenda.map((text, index) => ({ 序号: String(index + 1), 内容: text })),
      决定: decisions.map(({ matter, unit, until }, index) => ({
        ...{ 序号: String(index + 1), 事项: matter, 承办: unit === '' ? '—' : unit },
        时限: until === null ? '—' : officialDay(until),
      })),
    },
  }
}
