import { accountZhCn } from './account.zh-cn.ts'
import { findingZhCn } from './finding.zh-cn.ts'
import { refusalZhCn } from './refusal.zh-cn.ts'
import { shellZhCn } from './shell.zh-cn.ts'
import { visitZhCn } from './visit.zh-cn.ts'

/**
 * Every sentence of the phone app, simplified Chinese. English must have the same keys (a type error otherwise);
 * traditional Chinese is made from it when the app is built.
 */
export const zhCn = {
  ...shellZhCn,
  ...accountZhCn,
  ...findingZhCn,
  ...visitZhCn,
  refusal: refusalZhCn,
}

export type Messages = typeof zhCn
