export const dutyZhCn = {
  title: '责任空洞',
  lead: '还没有落实到人的点位和条目。',
}
