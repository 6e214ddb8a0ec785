export const intakeZhCn = {
  title: '表格导入',
  lead: '街道、单位、人员、点位、责任和上报数据，同一本工作簿进出。',
}
