/** Kinds of incidents that standards look back on, shared by all packs. */
export const incidentKinds = {
  'serious-greenery-destruction': '严重破坏绿化成果事件',
  'destructive-construction': '破坏性“建设”行为',
  'mass-tree-felling': '大规模迁移、砍伐城市树木',
  'major-safety-incident': '重大安全事故',
  'major-pollution': '重大环境污染事件',
  'ecological-damage': '重大生态破坏事件',
  'circular-of-criticism': '被省级以上部门通报批评',
  'municipal-works-incident': '市政设施重大事件',
  'city-management-incident': '城市管理重大事件',
  'lavish-reception': '迎检接待违反节俭规定',
} as const

export type IncidentKind = keyof typeof incidentKinds

export function isIncidentKind(text: string): text is IncidentKind {
  return Object.hasOwn(incidentKinds, text)
}
