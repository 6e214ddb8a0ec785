import { mayBackUp } from '@chuangyuan/domain/identity/may-back-up'
import type { Deps } from '../../deps.ts'
import { orRefuse } from '../../http/refused.ts'
import { districtStore } from '../district/public.ts'
import { foundingDistrict } from '../identity/public.ts'

/** A bundle holds every district; nobody takes home what is another's. */
export async function refuseOthersData(
  deps: Pick<Deps, 'db'>,
  { districtId }: { readonly districtId: string },
): Promise<void> {
  const districts = await deps.db.identify(({ query }) => districtStore(query).list())
  orRefuse(mayBackUp(districtId, districts, await foundingDistrict(deps)))
}
