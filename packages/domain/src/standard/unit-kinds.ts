/** Kinds of responsible units (责任单位), so that a pack's duty table fits any district. */
export const unitKinds = {
  government: '人民政府',
  'campaign-office': '创建办',
  'party-office': '党委办公室',
  publicity: '宣传部门',
  staffing: '机构编制部门',
  finance: '财政部门',
  'science-technology': '科技部门',
  landscape: '园林绿化部门',
  construction: '住房和城乡建设部门',
  planning: '自然资源和规划部门',
  'city-management': '城市管理部门',
  environment: '生态环境部门',
  water: '水务部门',
  transport: '交通运输部门',
  'traffic-police': '公安交管部门',
  'public-security': '公安部门',
  'civil-affairs': '民政部门',
  housing: '住房保障部门',
  'social-security': '人力资源和社会保障部门',
  statistics: '统计部门',
  culture: '文化和文物部门',
  education: '教育部门',
  health: '卫生健康部门',
  commerce: '商务部门',
  'market-regulation': '市场监管部门',
  forestry: '林业部门',
  meteorology: '气象部门',
  legislature: '人大',
  consultative: '政协',
  street: '街道办事处',
  community: '社区居委会',
  'property-company': '物业企业',
  railway: '铁路单位',
  army: '驻军单位',
  enterprise: '企业',
} as const

export type UnitKind = keyof typeof unitKinds

export function isUnitKind(text: string): text is UnitKind {
  return Object.hasOwn(unitKinds, text)
}
