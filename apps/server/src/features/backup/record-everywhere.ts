import type { Deps } from '../../deps.ts'
import { districtStore } from '../district/public.ts'

/**
 * A bundle is everybody's data, so each district's journal says that one was
 * made or taken away. The account is named in its own district only.
 */
export async function recordEverywhere(
  { db }: Pick<Deps, 'db'>,
  line: { readonly verb: string; readonly what: string; readonly details: Readonly<Record<string, unknown>> },
  by?: { readonly districtId: string; readonly accountId: string },
): Promise<void> {
  const districts = await db.identify(({ query }) => districtStore(query).list())
  const doer = districts.find(({ id }) => id === by?.districtId)
  for (const { id: districtId } of districts) {
    const own = districtId === by?.districtId
    await db.transact({ districtId }, ({ journal }) => {
      journal.record({
        ...line,
        who: own ? by.accountId : null,
        details: own || doer === undefined ? line.details : { ...line.details, byDistrict: doer.name },
      })
      return Promise.resolve()
    })
  }
}
