import { accept, refuse, type Result } from '../result.ts'

export interface BackedUpDistrict {
  readonly id: string
  readonly isDemo: boolean
}

export type BackUpRefusal = { readonly code: 'backup.other-districts'; readonly districts: number }

/**
 * Whether a district's system administrator may make and take away bundles. A
 * bundle holds all districts of the installation, so it goes to whoever runs
 * the installation: the administrator of the founding district, which is where
 * the set-up link was spent. Where no other real district would be given away,
 * any district's administrator is that person.
 */
export function mayBackUp(
  own: string,
  districts: readonly BackedUpDistrict[],
  foundingId: string | undefined,
): Result<true, BackUpRefusal> {
  const others = districts.filter(({ id, isDemo }) => id !== own && !isDemo)
  return own === foundingId || others.length === 0
    ? accept(true)
    : refuse({ code: 'backup.other-districts', districts: others.length })
}
