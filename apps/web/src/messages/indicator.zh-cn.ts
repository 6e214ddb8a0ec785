export const indicatorZhCn = {
  title: '指标',
}
