import { shellEn } from './shell.en.ts'
import { uiEn } from './ui.en.ts'
import { accountEn } from './account.en.ts'
import { backupEn } from './backup.en.ts'
import { burdenEn } from './burden.en.ts'
import { campaignEn } from './campaign.en.ts'
import { districtEn } from './district.en.ts'
import { dutyEn } from './duty.en.ts'
import { fieldEn } from './field.en.ts'
import { figureEn } from './figure.en.ts'
import { findingEn } from './finding.en.ts'
import { gapEn } from './gap.en.ts'
import { handbookEn } from './handbook.en.ts'
import { homeEn } from './home.en.ts'
import { indicatorEn } from './indicator.en.ts'
import { intakeEn } from './intake.en.ts'
import { journalEn } from './journal.en.ts'
import { layerEn } from './layer.en.ts'
import { ledgerEn } from './ledger.en.ts'
import { mapEn } from './map.en.ts'
import { matterEn } from './matter.en.ts'
import { packEn } from './pack.en.ts'
import { paperEn } from './paper.en.ts'
import { reminderEn } from './reminder.en.ts'
import { screenEn } from './screen.en.ts'
import { siteEn } from './site.en.ts'
import { sponsorEn } from './sponsor.en.ts'
import { standardEn } from './standard.en.ts'
import { targetEn } from './target.en.ts'
import { supervisionEn } from './supervision.en.ts'
import { refusalEn, refusalDetailEn } from './refusal.en.ts'
import type { Messages } from './zh-cn.ts'

export const en: Messages = {
  shell: shellEn,
  ui: uiEn,
  account: accountEn,
  backup: backupEn,
  burden: burdenEn,
  campaign: campaignEn,
  district: districtEn,
  duty: dutyEn,
  field: fieldEn,
  figure: figureEn,
  finding: findingEn,
  gap: gapEn,
  handbook: handbookEn,
  home: homeEn,
  indicator: indicatorEn,
  intake: intakeEn,
  journal: journalEn,
  layer: layerEn,
  ledger: ledgerEn,
  map: mapEn,
  matter: matterEn,
  pack: packEn,
  paper: paperEn,
  reminder: reminderEn,
  screen: screenEn,
  site: siteEn,
  sponsor: sponsorEn,
  standard: standardEn,
  supervision: supervisionEn,
  target: targetEn,
  refusal: refusalEn,
  refusalDetail: refusalDetailEn,
}
