import type { DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import type { DistrictRows } from '../features/intake/public.ts'

/** The generated district in the words of the import. */
export function demoRows(district: DemoDistrict): DistrictRows {
  const unitOf = new Map(district.posts.map((post) => [post.code, post.unit]))
  return {
    streets: district.streets,
    communities: district.communities,
    units: district.units.map(({ level: _, ...unit }) => unit),
    people: district.people,
    posts: district.posts,
    sites: district.sites.map(({ roles, ...site }) => ({
      ...site,
      roles: [
        ...(roles.responsibleUnit === undefined
          ? []
          : [{ role: 'responsible' as const, unit: roles.responsibleUnit }]),
        ...(
          [
            ['first-responsible', roles.firstResponsible],
            ['contact', roles.contact],
            ['supervisor', roles.supervisor],
            ['sponsor', roles.sponsor],
          ] as const
        ).flatMap(([role, post]) => {
          const unit = post === undefined ? undefined : unitOf.get(post)
          return post === undefined || unit === undefined ? [] : [{ role, post, unit }]
        }),
      ],
    })),
    duties: district.duties.flatMap(({ row, lead, assisting, responsiblePost, dueOn }) => [
      ...(lead === undefined
        ? []
        : [
            {
              item: row,
              part: 'lead' as const,
              unit: lead,
              dueOn,
              ...(responsiblePost === undefined ? {} : { post: responsiblePost }),
            },
          ]),
      ...assisting.map((unit) => ({ item: row, part: 'assist' as const, unit, dueOn })),
    ]),
    figures: [
      ...district.figures.map(({ quantity, reportedBy: _, ...figure }) => ({ input: quantity, ...figure })),
      ...populationByStreet(district),
    ],
  }
}

/** Heads of each street, so that green per head can be told street by street. */
function populationByStreet({ figures, streets }: DemoDistrict): DistrictRows['figures'] {
  return figures
    .filter(({ quantity }) => quantity === 'non-farming-population')
    .flatMap(({ quantity, unit, asOf, source }) =>
      streets.map(({ code, people }) => ({
        input: quantity,
        street: code,
        value: people,
        unit,
        asOf,
        source,
      })),
    )
}
