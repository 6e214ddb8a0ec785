export const homeZhCn = {
  title: '今日看板',
  lead: '离迎检还有几天，今天会得几分，缺什么。',
}
