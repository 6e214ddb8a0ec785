export const packZhCn = {
  title: '标准包',
  lead: '标准的条文、阈值与核对状态；更正后另存为新版本。',
}
