import type { Day } from '@chuangyuan/domain/day'
import { computed, shallowRef } from 'vue'

/** What the top bar says of the campaign (创建活动) the district is in. */
export interface CampaignHead {
  readonly name: string
  readonly inspectionOn: Day | undefined
}

const shown = shallowRef<CampaignHead>()
export const campaign = computed(() => shown.value)

export function showCampaign(head: CampaignHead | undefined): void {
  shown.value = head
}
