import type { changePlan, Plan, ZoneInput } from '@chuangyuan/contract/supervision'
import type { CallInput } from '@chuangyuan/contract/call'

type PlanBody = CallInput<typeof changePlan>['body']

/** The plan as it is sent back, with its zones changed by `change`. */
export function planWith(plan: Plan, change: (zones: ZoneInput[]) => ZoneInput[]): PlanBody {
  const { name, from, until, sitesPerDay } = plan
  const zones = plan.zones.map(({ id, name: zoneName, teamId, streetIds, ring, siteIds }) => ({
    id,
    name: zoneName,
    teamId,
    streetIds,
    ring,
    siteIds,
  }))
  return { name, from, until, sitesPerDay, zones: change(zones) }
}

/** Puts one zone into the set: in its place, or at the end. */
export function withZone(zone: ZoneInput): (zones: ZoneInput[]) => ZoneInput[] {
  return (zones) =>
    zones.some(({ id }) => id === zone.id)
      ? zones.map((each) => (each.id === zone.id ? zone : each))
      : [...zones, zone]
}

/** Names a site in one zone and in no other. */
export function withSiteIn(siteId: string, zoneId: string): (zones: ZoneInput[]) => ZoneInput[] {
  return (zones) =>
    zones.map((zone) => {
      const others = zone.siteIds.filter((id) => id !== siteId)
      return { ...zone, siteIds: zone.id === zoneId ? [...others, siteId] : others }
    })
}
