export const gapZhCn = {
  title: '差距清单',
  lead: '缺什么补什么：未达标与未评的各项，按全区和街道列出。',
  export: '导出差距清单',
  binding: '须逐街道达标',
  comparing: '仅供比较',
  streets: '分街道',
  streetsLead: '每个街道对照每项数值要求；标准只要求全区的，仅供比较。',
}
