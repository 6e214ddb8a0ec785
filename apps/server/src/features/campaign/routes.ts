import * as contract from '@chuangyuan/contract/campaign'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { createCampaign, editCampaign, getCurrentCampaign, listCampaigns } from './edit-campaign.ts'
import { listFormerAnswers, listSwitches } from './former-answers.ts'
import { previewSwitch, switchPack } from './switch-pack.ts'
import { undoSwitch } from './undo-switch.ts'

/** Campaigns (创建活动): which title, by which standard, as which kind of applicant, and when. */
export function campaignRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listCampaigns, ({ session }) => listCampaigns(deps, session))
  bind(contract.getCurrentCampaign, ({ session }) => getCurrentCampaign(deps, session))
  bind(contract.createCampaign, ({ session, body }) => createCampaign(deps, session, body))
  bind(contract.editCampaign, ({ session, params, body }) =>
    editCampaign(deps, session, params.campaignId, body),
  )
  bind(contract.previewSwitch, ({ session, params, query }) =>
    previewSwitch(deps, session, params.campaignId, query),
  )
  bind(contract.switchPack, ({ session, params, body }) => switchPack(deps, session, params.campaignId, body))
  bind(contract.listSwitches, ({ session, params }) => listSwitches(deps, session, params.campaignId))
  bind(contract.undoSwitch, ({ session, params }) =>
    undoSwitch(deps, session, params.campaignId, params.switchId),
  )
  bind(contract.listFormerAnswers, ({ session, params }) =>
    listFormerAnswers(deps, session, params.campaignId),
  )
}
