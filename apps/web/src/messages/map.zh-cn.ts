export const mapZhCn = {
  title: '一张图',
  lead: '已导入图层与点位。',
}
