export const siteZhCn = {
  title: '点位',
  lead: '每处点位在哪里、权属与属地是谁、由谁负责。',
}
