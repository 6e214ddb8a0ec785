import { getCurrentCampaign, type Campaign } from '@chuangyuan/contract/campaign'
import { computed, shallowRef, watch } from 'vue'
import { call } from './call.ts'
import { problemOf } from './problem.ts'
import { holds, me } from './session.ts'

const current = shallowRef<Campaign>()

/** The campaign (创建活动) the district is in; undefined where there is none, or the account may not see it. */
export const campaign = computed(() => current.value)

/** Asked again after somebody changed it. Without an answer the top bar stays silent; pages say why themselves. */
export async function readCampaign(): Promise<void> {
  if (!holds('score.read')) {
    current.value = undefined
    return
  }
  try {
    current.value = (await call(getCurrentCampaign, {})).campaign ?? undefined
  } catch (error) {
    problemOf(error)
    current.value = undefined
  }
}

watch(
  () => me.value?.mustChangePassword === false && me.value.accountId,
  () => void readCampaign(),
  { immediate: true },
)
