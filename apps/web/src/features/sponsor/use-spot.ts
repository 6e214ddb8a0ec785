import { listFindings } from '@chuangyuan/contract/finding'
import { getSite } from '@chuangyuan/contract/site'
import { listSponsors, sponsorsOfSite } from '@chuangyuan/contract/sponsor'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useQuery } from '../../shell/use-query.ts'

const most = 12

/** One spot as its sheet and its board show it. */
export function useSpot(siteId: MaybeRefOrGetter<string>) {
  const params = () => ({ params: { siteId: toValue(siteId) } })
  const site = useQuery(getSite, params)
  const { data: history } = useQuery(sponsorsOfSite, params)
  const { data: sponsors } = useQuery(listSponsors, () => ({ query: { site: toValue(siteId) } }))
  const { data: open } = useQuery(listFindings, () => ({
    query: { site: toValue(siteId), open: 'true' as const, order: 'due' as const, limit: most },
  }))
  const { data: closed } = useQuery(listFindings, () => ({
    query: { site: toValue(siteId), stage: 'closed' as const, limit: 1 },
  }))
  return {
    site,
    history,
    open,
    closed,
    /** The same for every sponsor of the spot; undefined where nobody sponsors it today. */
    spot: computed(() => sponsors.value?.leaders[0]?.spots[0]),
  }
}
