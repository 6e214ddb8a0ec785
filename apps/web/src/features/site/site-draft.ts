import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { createSite, listPlaces, Site } from '@chuangyuan/contract/site'
import type { SiteRole } from '@chuangyuan/domain/site/site-role'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'

/** Roles that a form fills with a post; the rest is kept as it was. Who sponsors is settled for a period, elsewhere. */
export const postRoles = ['first-responsible', 'contact', 'supervisor'] as const satisfies readonly SiteRole[]
type PostRole = (typeof postRoles)[number]

/** The form's fields: texts and chosen ids, empty where nothing is chosen. */
export interface SiteDraft {
  name: string
  code: string
  kind: SiteKind
  streetId: string
  communityId: string
  ownerUnitId: string
  responsibleUnitId: string
  posts: Record<PostRole, string>
  lon: string
  lat: string
  address: string
  remark: string
}

export function draftOf(site: Site | undefined, places: ReplyOf<typeof listPlaces>): SiteDraft {
  const holder = (role: SiteRole) => site?.holders.find((each) => each.role === role)
  return {
    name: site?.name ?? '',
    code: site?.code ?? '',
    kind: site?.kind ?? 'park',
    streetId: site?.street.id ?? places.streets[0]?.id ?? '',
    communityId: site?.community?.id ?? '',
    ownerUnitId: site?.owner?.id ?? '',
    responsibleUnitId: holder('responsible')?.unit?.id ?? '',
    posts: {
      'first-responsible': holder('first-responsible')?.post?.id ?? '',
      contact: holder('contact')?.post?.id ?? '',
      supervisor: holder('supervisor')?.post?.id ?? '',
    },
    lon: site?.lon?.toString() ?? '',
    lat: site?.lat?.toString() ?? '',
    address: site?.address ?? '',
    remark: site?.remark ?? '',
  }
}

/** What is sent: the form's fields, and of the site's other roles what it had. */
export function inputOf(draft: SiteDraft, site: Site | undefined): BodyOf<typeof createSite> {
  const edited: readonly SiteRole[] = ['responsible', ...postRoles]
  const kept = (site?.holders ?? [])
    .filter(({ role }) => !edited.includes(role))
    .map(({ role, unit, post }) => ({ role, unitId: unit?.id ?? null, postId: post?.id ?? null }))
  return {
    name: draft.name,
    code: draft.code,
    kind: draft.kind,
    streetId: draft.streetId,
    communityId: orNull(draft.communityId),
    territoryUnitId: site?.territoryUnit?.id ?? null,
    ownerUnitId: orNull(draft.ownerUnitId),
    address: orNull(draft.address),
    lon: degreesOrNull(draft.lon),
    lat: degreesOrNull(draft.lat),
    area: site?.area ?? null,
    length: site?.length ?? null,
    onRoute: site?.onRoute ?? false,
    remark: orNull(draft.remark),
    holders: [
      ...(draft.responsibleUnitId === ''
        ? []
        : [{ role: 'responsible' as const, unitId: draft.responsibleUnitId, postId: null }]),
      ...postRoles.flatMap((role) =>
        draft.posts[role] === '' ? [] : [{ role, unitId: null, postId: draft.posts[role] }],
      ),
      ...kept,
    ],
  }
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function degreesOrNull(text: string): number | null {
  const degrees = Number(text)
  return text.trim() === '' || !Number.isFinite(degrees) ? null : degrees
}
