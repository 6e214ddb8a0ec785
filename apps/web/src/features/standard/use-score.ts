import { getPack } from '@chuangyuan/contract/pack'
import { readScore } from '@chuangyuan/contract/score'
import { isProfileField } from '@chuangyuan/domain/standard/applicant'
import { computed } from 'vue'
import { t } from '../../shell/text.ts'
import { useQuery } from '../../shell/use-query.ts'
import { scoreBook } from './score-book.ts'

/** The score of the current campaign and the pack that names its parts. */
export function useScore() {
  const score = useQuery(readScore, {})
  const pack = useQuery(getPack, () => {
    const campaign = score.data.value?.campaign
    return campaign === null || campaign === undefined
      ? undefined
      : { params: { packKey: campaign.packKey, version: campaign.packVersion } }
  })
  const fieldName = (field: string) => (isProfileField(field) ? t(`standard.field.${field}`) : field)
  return {
    /** Undefined until both have arrived, and where there is no campaign. */
    book: computed(() =>
      score.data.value === undefined || pack.data.value === undefined
        ? undefined
        : scoreBook(score.data.value, pack.data.value.content, fieldName),
    ),
    noCampaign: computed(() => score.data.value?.campaign === null),
    problem: computed(() => score.problem.value ?? pack.problem.value),
    loading: computed(() => score.loading.value || pack.loading.value),
    refresh: score.refresh,
  }
}
