import { shellZhCn } from './shell.zh-cn.ts'
import { uiZhCn } from './ui.zh-cn.ts'
import { accountZhCn } from './account.zh-cn.ts'
import { backupZhCn } from './backup.zh-cn.ts'
import { burdenZhCn } from './burden.zh-cn.ts'
import { campaignZhCn } from './campaign.zh-cn.ts'
import { districtZhCn } from './district.zh-cn.ts'
import { dutyZhCn } from './duty.zh-cn.ts'
import { fieldZhCn } from './field.zh-cn.ts'
import { figureZhCn } from './figure.zh-cn.ts'
import { findingZhCn } from './finding.zh-cn.ts'
import { gapZhCn } from './gap.zh-cn.ts'
import { handbookZhCn } from './handbook.zh-cn.ts'
import { homeZhCn } from './home.zh-cn.ts'
import { indicatorZhCn } from './indicator.zh-cn.ts'
import { intakeZhCn } from './intake.zh-cn.ts'
import { journalZhCn } from './journal.zh-cn.ts'
import { layerZhCn } from './layer.zh-cn.ts'
import { ledgerZhCn } from './ledger.zh-cn.ts'
import { mapZhCn } from './map.zh-cn.ts'
import { matterZhCn } from './matter.zh-cn.ts'
import { packZhCn } from './pack.zh-cn.ts'
import { paperZhCn } from './paper.zh-cn.ts'
import { reminderZhCn } from './reminder.zh-cn.ts'
import { screenZhCn } from './screen.zh-cn.ts'
import { siteZhCn } from './site.zh-cn.ts'
import { sponsorZhCn } from './sponsor.zh-cn.ts'
import { standardZhCn } from './standard.zh-cn.ts'
import { supervisionZhCn } from './supervision.zh-cn.ts'
import { targetZhCn } from './target.zh-cn.ts'
import { refusalZhCn, refusalDetailZhCn } from './refusal.zh-cn.ts'

/**
 * Every sentence of the console, simplified Chinese. This tree is the source: English must have the same keys (a type
 * error otherwise) and traditional Chinese is made from it when the app is built.
 */
export const zhCn = {
  shell: shellZhCn,
  ui: uiZhCn,
  account: accountZhCn,
  backup: backupZhCn,
  burden: burdenZhCn,
  campaign: campaignZhCn,
  district: districtZhCn,
  duty: dutyZhCn,
  field: fieldZhCn,
  figure: figureZhCn,
  finding: findingZhCn,
  gap: gapZhCn,
  handbook: handbookZhCn,
  home: homeZhCn,
  indicator: indicatorZhCn,
  intake: intakeZhCn,
  journal: journalZhCn,
  layer: layerZhCn,
  ledger: ledgerZhCn,
  map: mapZhCn,
  matter: matterZhCn,
  pack: packZhCn,
  paper: paperZhCn,
  reminder: reminderZhCn,
  screen: screenZhCn,
  site: siteZhCn,
  sponsor: sponsorZhCn,
  standard: standardZhCn,
  supervision: supervisionZhCn,
  target: targetZhCn,
  refusal: refusalZhCn,
  refusalDetail: refusalDetailZhCn,
}

export type Messages = typeof zhCn
