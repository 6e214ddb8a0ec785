import { getSettings, type DistrictSettings } from '@chuangyuan/contract/district'
import { watch } from 'vue'
import { call } from '../call.ts'
import { problemOf } from '../problem.ts'
import { me } from '../session.ts'
import { setBaseMap, tianditu } from './base-map.ts'

/** Lays every map of this browser on the base map that the district has set, or on none. */
export function applySettings({ tianditu: set }: DistrictSettings): void {
  setBaseMap(set === null ? undefined : tianditu(set.key, set.reviewNumber))
}

/** Asks once for each district that somebody signs in to. Without an answer maps lie on plain ground, as they may. */
async function readBaseMap(districtId: string | undefined): Promise<void> {
  setBaseMap(undefined)
  if (districtId === undefined) return
  try {
    applySettings(await call(getSettings, {}))
  } catch (error) {
    problemOf(error)
  }
}

watch(
  () => (me.value?.mustChangePassword === false ? me.value.district.id : undefined),
  (districtId) => void readBaseMap(districtId),
  { immediate: true },
)
