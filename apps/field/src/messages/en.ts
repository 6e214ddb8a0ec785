import { accountEn } from './account.en.ts'
import { findingEn } from './finding.en.ts'
import { refusalEn } from './refusal.en.ts'
import { shellEn } from './shell.en.ts'
import { visitEn } from './visit.en.ts'
import type { Messages } from './zh-cn.ts'

export const en: Messages = {
  ...shellEn,
  ...accountEn,
  ...findingEn,
  ...visitEn,
  refusal: refusalEn,
}
