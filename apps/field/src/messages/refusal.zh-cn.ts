import type { RefusalCode } from '@chuangyuan/contract/refusal'

/** Codes that a phone can meet: those of signing in, of findings, and of requests in general; a new one is a type error until it has its sentence. */
export type PhoneRefusal = Extract<
  RefusalCode,
  | `request.${string}`
  | `server.${string}`
  | `finding.${string}`
  | `photo.${string}`
  | `field.${string}`
  | `visit.${string}`
  | 'identity.sign-in-required'
  | 'identity.wrong-credentials'
  | 'identity.code-required'
  | 'identity.wrong-code'
  | 'identity.locked'
  | 'identity.account-disabled'
  | 'identity.password-change-required'
  | 'identity.verb-not-granted'
  | 'identity.outside-scope'
  | `identity.password-${string}`
>

/** One sentence for each code, with the next step in it. `{names}` come from the refusal's details. */
export const refusalZhCn: Record<PhoneRefusal, string> = {
  'request.invalid': '内容不合格式，服务器没有接受。',
  'request.not-found': '没有找到，可能已被移走。',
  'request.too-large': '超过允许的大小。',
  'request.unsupported-media': '不支持这种文件格式。',
  'request.too-many': '操作过于频繁，请稍后再试。',
  'request.cross-site': '请求来自其他网站，已拒绝。',
  'request.stale': '这个问题已被别人改动。请刷新后再办。',
  'request.unknown-reference': '所选的点位、街道或单位已不存在。请刷新后重选。',
  'server.fault': '服务器出错，没有办成。请稍后再试。',
  'server.not-ready': '暂时连不上服务器。',
  'identity.sign-in-required': '请先登录。',
  'identity.wrong-credentials': '账号或口令不正确。',
  'identity.code-required': '请输入动态口令。',
  'identity.wrong-code': '动态口令不正确或已过期。',
  'identity.locked': '口令多次输错，账号已暂时锁定，请稍后再试。',
  'identity.account-disabled': '账号已停用，请联系管理员。',
  'identity.password-change-required': '请先修改初始口令。',
  'identity.verb-not-granted': '您的角色没有这项权限。',
  'identity.outside-scope': '不在您负责的范围内。',
  'identity.password-too-short': '口令太短，至少 {minLength} 位。',
  'identity.password-too-long': '口令太长，最多 {maxLength} 位。',
  'identity.password-too-simple': '口令太简单：大写字母、小写字母、数字、符号至少包含 {minClasses} 类。',
  'identity.password-contains-login': '口令中不能包含账号名。',
  'identity.password-used-before': '不能使用最近用过的口令。',
  'finding.kind-unknown': '督查手册里已没有这个问题类型，请刷新离线包后另选。',
  'finding.photo-missing': '请先拍照。',
  'finding.place-missing': '请选点位，或定位，或写明地址。',
  'finding.entry-unknown': '检查表里没有这一项，请刷新离线包后重选。',
  'finding.differs': '服务器上有同编号的另一份内容。',
  'finding.wrong-stage': '这个问题已到别的环节，这一步不能办了。请刷新看最新情况。',
  'finding.merge-into-itself': '不能与自己合并。',
  'finding.assists-itself': '责任单位不能又是配合单位。',
  'finding.request-pending': '已有申请待批，批复前不能再办。',
  'finding.no-request': '没有待批的申请。',
  'finding.own-request': '自己的申请不能自己批。',
  'finding.day-in-past': '日期已过，请另选。',
  'finding.extension-shorter': '延期须晚于现在的时限。',
  'finding.hand-over-to-itself': '不能转给自己的单位。',
  'finding.not-assisting': '贵单位不是配合单位。',
  'finding.not-planned': '请先定整改措施。',
  'finding.assisting-open': '配合单位还没有办完。',
  'finding.not-independent': '须由责任单位以外、没有经手的人来看。',
  'finding.entries-differ': '须逐项再答一遍，一项不多、一项不少。',
  'photo.id-taken': '这个编号下已有另一张照片，没有覆盖。请在手机上另拍或重新登记。',
  'photo.too-large': '照片太大，最多 {limit} 字节。',
  'photo.chunk-too-large': '一次发送的内容太多，最多 {limit} 字节。',
  'photo.offset-wrong': '已收到 {offset} 字节，请从那里续传。',
  'photo.longer-than-declared': '照片只登记了 {bytes} 字节，多出的没有收。',
  'photo.hash-wrong': '收到的照片与手机上的不一致，传输中有损坏，请重新发送。',
  'photo.not-an-image': '这不是照片：只收 JPEG、PNG、WebP、HEIC。',
  'photo.too-many-pixels': '照片的像素太多，最多 {limit} 个。',
  'photo.damaged': '照片文件已损坏，读不出来。请重拍或换一张。',
  'photo.incomplete': '照片还没有收全。',
  'field.not-yet': '这条记录针对的问题还在另一部手机上，没有送到服务器；手机会自动再送。',
  'field.differs': '服务器上已有同一编号、内容不同的记录。两条都已保存，请创建办核对。',
  'field.seq-taken': '这部手机的这个序号已用于另一条记录。两条都已保存，请创建办核对。',
  'visit.checklist-unfit': '检查表与点位类型对不上，请刷新离线包后再查。',
  'visit.entry-unknown': '检查表里没有这一项，请刷新离线包。',
  'visit.entry-twice': '同一检查项填了两次，请只留一次。',
  'visit.ends-before-start': '巡查的结束时间早于开始时间，请核对手机时间。',
  'visit.differs': '这个编号的巡查已经记过，内容不同；请作为新的一次另记。',
}
