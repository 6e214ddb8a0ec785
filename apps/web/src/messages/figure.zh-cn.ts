export const figureZhCn = {
  title: '上报数据',
  lead: '不能由图层算出的数据：数值、年份、来源。',
}
