import { sharedRefusalsZhCn } from '@chuangyuan/ui/messages/refusals.zh-cn'
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
  ...sharedRefusalsZhCn,
  'finding.kind-unknown': '督查手册里已没有这个问题类型，请刷新离线包后另选。',
  'finding.place-missing': '请选点位，或定位，或写明地址。',
  'finding.entry-unknown': '检查表里没有这一项，请刷新离线包后重选。',
  'finding.wrong-stage': '这个问题已到别的环节，这一步不能办了。请刷新看最新情况。',
  'finding.not-independent': '须由责任单位以外、没有经手的人来看。',
  'visit.checklist-unfit': '检查表与点位类型对不上，请刷新离线包后再查。',
  'visit.entry-unknown': '检查表里没有这一项，请刷新离线包。',
}
