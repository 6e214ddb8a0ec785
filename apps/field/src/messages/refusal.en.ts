import { sharedRefusalsEn } from '@chuangyuan/ui/messages/refusals.en'
import type { PhoneRefusal } from './refusal.zh-cn.ts'

export const refusalEn: Record<PhoneRefusal, string> = {
  ...sharedRefusalsEn,
  'finding.kind-unknown':
    'The handbook no longer has this kind. Refresh the offline package and choose another.',
  'finding.place-missing': 'Choose a site, locate, or write an address.',
  'finding.entry-unknown': 'The checklist has no such entry. Refresh the offline package and choose again.',
  'finding.wrong-stage':
    'This finding has moved on; this step is no longer possible. Refresh to see where it is.',
  'finding.not-independent': 'Somebody outside the unit, who had no part in it, must look.',
  'visit.checklist-unfit': 'The checklist is not the one of this kind of site. Refresh the offline package.',
  'visit.entry-unknown': 'The checklist has no such entry. Refresh the offline package.',
}
