import { describe, expect, it } from 'vitest'
import { holesOfItem, holesOfSite } from './duty-hole.ts'
import type { RoleHolder, SiteRole } from './site-role.ts'

function held(role: SiteRole, by: Partial<RoleHolder> = {}): RoleHolder {
  return { role, unitId: 'u', postId: 'p', personId: 'x', ...by }
}

const complete = [held('responsible'), held('first-responsible'), held('contact'), held('supervisor')]

describe('a site', () => {
  it('has no hole when a unit and three named people stand behind it', () => {
    expect(holesOfSite(complete)).toEqual([])
  })
  it('needs no sponsor to be complete', () => {
    expect(holesOfSite([...complete, held('sponsor', { personId: null })])).toEqual([])
  })
  it('has a hole where nobody, only a unit, or a vacant post stands', () => {
    expect(holesOfSite([])).toHaveLength(4)
    const holes = holesOfSite([
      held('responsible', { postId: null, personId: null }),
      held('first-responsible', { postId: null, personId: null }),
      held('contact', { personId: null }),
    ])
    expect(holes).toEqual([
      { role: 'first-responsible', why: 'no-post' },
      { role: 'contact', why: 'vacant' },
      { role: 'supervisor', why: 'nobody' },
    ])
  })
})

describe('an item of the standard', () => {
  it('needs a leading unit with a named person; assisting units do not help', () => {
    const assist = { part: 'assist', unitId: 'u', postId: 'p', personId: 'x' } as const
    expect(holesOfItem([assist])).toEqual([{ role: 'lead', why: 'nobody' }])
    expect(holesOfItem([{ ...assist, part: 'lead', postId: null, personId: null }])).toEqual([
      { role: 'lead', why: 'no-post' },
    ])
    expect(holesOfItem([{ ...assist, part: 'lead' }])).toEqual([])
  })
})
