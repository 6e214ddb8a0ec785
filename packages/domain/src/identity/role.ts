/**
 * What an account may do. A role is a set of verbs; a grant gives one role
 * within one scope. Screens and server ask the same table.
 */

export const verbs = [
  'score.read',
  'facts.read',
  'facts.import',
  'figure.report',
  'item.answer',
  'site.edit',
  'layer.edit',
  'pack.read',
  'pack.correct',
  'handbook.edit',
  'campaign.edit',
  'photo.add',
  'photo.read-original',
  'person.read-phone',
  'account.edit',
  'grant.edit',
  'journal.read',
  'backup.run',
  'district.create',
  'finding.read',
  'finding.report',
  'finding.manage',
  'finding.answer',
  'finding.check-measures',
  'finding.check-result',
  'supervision.edit',
  'paper.read',
  'paper.draft',
  'paper.review',
  'paper.sign',
  'paper.set',
  'matter.read',
  'matter.give',
  'ledger.read',
  'ledger.manage',
  'ledger.appeal',
  'target.read',
  'target.edit',
  'target.report',
  'sponsor.read',
  'sponsor.edit',
] as const
export type Verb = (typeof verbs)[number]

export const roles = [
  'system-admin',
  'security-admin',
  'audit-admin',
  'office',
  'supervisor',
  'unit',
  'street',
  'leader',
] as const
export type Role = (typeof roles)[number]

const reading = ['score.read', 'facts.read', 'pack.read'] as const satisfies readonly Verb[]

/** What whoever answers for something may do, a unit as well as a street. */
const answering = [
  'figure.report',
  'photo.add',
  'finding.read',
  'finding.report',
  'finding.answer',
  'paper.read',
  'matter.read',
  'ledger.read',
  'ledger.appeal',
  'target.read',
  'target.report',
  'sponsor.read',
] as const satisfies readonly Verb[]

export const verbsOf: Readonly<Record<Role, readonly Verb[]>> = {
  'system-admin': [...reading, 'account.edit', 'backup.run', 'district.create'],
  'security-admin': ['grant.edit'],
  'audit-admin': ['journal.read'],
  office: [
    ...reading,
    'facts.import',
    'figure.report',
    'item.answer',
    'site.edit',
    'layer.edit',
    'pack.correct',
    'handbook.edit',
    'campaign.edit',
    'photo.add',
    'photo.read-original',
    'person.read-phone',
    'finding.read',
    'finding.report',
    'finding.manage',
    'finding.answer',
    'finding.check-measures',
    'supervision.edit',
    'paper.read',
    'paper.draft',
    'paper.review',
    'paper.set',
    'matter.read',
    'matter.give',
    'ledger.read',
    'ledger.manage',
    'target.read',
    'target.edit',
    'target.report',
    'sponsor.read',
    'sponsor.edit',
  ],
  supervisor: [
    ...reading,
    'item.answer',
    'photo.add',
    'photo.read-original',
    'person.read-phone',
    'finding.read',
    'finding.report',
    'finding.check-measures',
    'finding.check-result',
    'paper.read',
    'matter.read',
    'ledger.read',
    'target.read',
    'sponsor.read',
  ],
  unit: [...reading, ...answering],
  street: [...reading, ...answering],
  leader: [
    ...reading,
    ...(['photo.add', 'person.read-phone', 'finding.read', 'finding.report'] as const),
    'paper.read',
    'paper.review',
    'paper.sign',
    'matter.read',
    'matter.give',
    'ledger.read',
    'target.read',
    'sponsor.read',
  ],
}

/**
 * The three administrators (三员分立): system, security and audit. One account
 * holds at most one of them, and none of them together with a role that works
 * on the district's business.
 * Source: GB/T 22239-2019, separation of administrators' rights.
 */
export const administrators = [
  'system-admin',
  'security-admin',
  'audit-admin',
] as const satisfies readonly Role[]

export function isAdministrator(role: Role): boolean {
  return administrators.some((each) => each === role)
}

/** Where a grant holds. A district grant covers every street and unit in it. */
export type Scope =
  | { readonly kind: 'district' }
  | { readonly kind: 'street'; readonly streetId: string }
  | { readonly kind: 'unit'; readonly unitId: string }

export interface Grant {
  readonly role: Role
  readonly scope: Scope
}

/** The kinds of scope a role can hold in, the usual one first. */
export function scopesOf(role: Role): readonly Scope['kind'][] {
  if (role === 'street' || role === 'unit') return [role]
  return isAdministrator(role) ? ['district'] : ['district', 'street', 'unit']
}
