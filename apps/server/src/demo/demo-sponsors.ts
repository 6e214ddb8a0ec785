import type { DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { addDays, type Day } from '@chuangyuan/domain/day'
import type { Tx } from '../db/transact.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { addSponsorship, handOverSponsorshipIn } from '../features/sponsor/public.ts'

const spotsEach = 2
const since = 30
const handedOver = 6
const endsIn = 5

/** Every post that sponsors sites in the demo's list of sites has a few of them on its hands, one of them taken over. */
export async function addSponsorships(
  tx: Tx,
  { sites, posts, campaign }: DemoDistrict,
  ids: DistrictIds,
  today: Day,
): Promise<void> {
  const from = addDays(today, -since)
  const bySponsor = Map.groupBy(sites, ({ roles }) => roles.sponsor)
  const sponsoring = posts.filter(({ code }) => bySponsor.has(code))
  for (const [place, post] of sponsoring.entries()) {
    // One leader's spots are about to be without anybody.
    const until = place === 1 ? addDays(today, endsIn) : campaign.inspectionOn
    for (const site of (bySponsor.get(post.code) ?? []).slice(0, spotsEach)) {
      const [postId, siteId] = [ids.posts.get(post.code), ids.sites.get(site.code)]
      if (postId === undefined || siteId === undefined) throw new Error('the demo has lost a post or a site')
      // The last one of the list had the first leader's spots until they were handed over.
      const before = place === 0 ? ids.posts.get(sponsoring.at(-1)?.code ?? '') : undefined
      if (before === undefined) await addSponsorship(tx, null, { postId, siteId, from, until })
      else {
        const { id } = await addSponsorship(tx, null, { postId: before, siteId, from, until })
        await handOverSponsorshipIn(tx, null, id, { postId, on: addDays(from, handedOver) })
      }
    }
  }
}
