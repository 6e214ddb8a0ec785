/**
 * The catalogue of site kinds (点位类型), shared by all packs: one visit to an estate can then serve
 * the garden, the hygienic and the civilised city at once.
 */
export const siteKinds = {
  park: '公园',
  'pocket-park': '口袋公园',
  'street-garden': '街头游园',
  square: '广场',
  road: '道路',
  'shaded-road': '林荫路',
  'back-street': '背街小巷',
  greenway: '绿道',
  'residential-area': '居住区',
  'old-estate': '老旧小区',
  courtyard: '庭院',
  unit: '单位',
  school: '学校',
  hospital: '医院',
  river: '河道',
  lake: '湖泊湿地',
  'protective-green': '防护绿地',
  'old-tree': '古树名木',
  'scenic-area': '风景名胜区',
  'historic-quarter': '历史文化街区',
  'botanical-garden': '植物园',
  zoo: '动物园',
  nursery: '苗圃',
  'vertical-green': '立体绿化',
  'roof-green': '屋顶绿化',
  storefront: '沿街店面',
  'building-site-hoarding': '施工围挡',
  'demolition-site': '拆迁工地',
  'vacant-lot': '闲置地块',
  market: '农贸市场',
  'car-park': '停车场',
  station: '车站',
  'city-gateway': '城市出入口',
  railway: '铁路沿线',
  'sewage-plant': '污水处理厂',
  'waste-plant': '垃圾处理场',
  'transfer-station': '垃圾中转站',
  'public-toilet': '公共厕所',
  'pumping-station': '泵站',
  'water-works': '自来水厂',
} as const

export type SiteKind = keyof typeof siteKinds

export function isSiteKind(text: string): text is SiteKind {
  return Object.hasOwn(siteKinds, text)
}
