export const districtZhCn = {
  title: '本区设置',
  lead: '全区共用的设置。夜间备份的时间与保留天数由安装者在服务器的 .env 中设定。',
  baseMap: '底图',
  baseMapNote: '不设则地图上只有本区图层，不向外取任何内容',
  explain:
    '填写天地图的浏览器端密钥后，各页地图以天地图为底。底图由各人的浏览器直接向天地图读取，因此使用者的电脑须能访问互联网或政务网天地图。公开或内部使用的地图都须标注审图号，两项须一起填写。',
  key: '天地图密钥',
  keyHint: '浏览器端应用的密钥，由字母和数字组成',
  reviewNumber: '审图号',
  reviewNumberHint: '例如 GS（2024）0650号，印在每幅地图下方',
  save: '保存',
  remove: '不用底图',
  saved: '已保存。',
  preview: '预览',
}
