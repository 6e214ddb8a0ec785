import type { Campaign } from '@chuangyuan/contract/campaign'
import type { ApplicantKind, Region } from '@chuangyuan/domain/standard/applicant'

/** A campaign as fields; an empty one is a fact not known. */
export interface CampaignForm {
  name: string
  packKey: string
  packVersion: number
  tier: string
  kind: ApplicantKind
  population: number | ''
  region: Region | ''
  landPerHead: number | ''
  historicShare: number | ''
  rainfall: number | ''
  inspectionOn: string
  isCurrent: boolean
}

export function campaignForm(campaign: Campaign | undefined): CampaignForm {
  const profile = campaign?.profile
  return {
    name: campaign?.name ?? '',
    packKey: campaign?.packKey ?? '',
    packVersion: campaign?.packVersion ?? 0,
    tier: campaign?.tier ?? '',
    kind: profile?.kind ?? 'district',
    population: profile?.population ?? '',
    region: profile?.region ?? '',
    landPerHead: profile?.landPerHead ?? '',
    historicShare: profile?.historicShare ?? '',
    rainfall: profile?.rainfall ?? '',
    inspectionOn: campaign?.inspectionOn ?? '',
    isCurrent: campaign?.isCurrent ?? false,
  }
}

/** What the form says, without the standard: that one is changed by a step of its own. */
export function campaignDetails(form: CampaignForm) {
  const {
    name,
    tier,
    kind,
    population,
    region,
    landPerHead,
    historicShare,
    rainfall,
    inspectionOn,
    isCurrent,
  } = form
  return {
    name,
    tier: tier === '' ? null : tier,
    inspectionOn: inspectionOn === '' ? null : inspectionOn,
    isCurrent,
    profile: {
      kind,
      ...(population === '' ? {} : { population }),
      ...(region === '' ? {} : { region }),
      ...(landPerHead === '' ? {} : { landPerHead }),
      ...(historicShare === '' ? {} : { historicShare }),
      ...(rainfall === '' ? {} : { rainfall }),
    },
  }
}
