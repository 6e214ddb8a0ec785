export const standardZhCn = {
  title: '标准对照',
  lead: '逐项对照国家标准：得分、失分、未评、不适用，否决项在前。',
}
