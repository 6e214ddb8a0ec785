export const gapZhCn = {
  title: '差距清单',
  lead: '缺什么补什么：未达标与未评的各项，按全区和街道列出。',
}
