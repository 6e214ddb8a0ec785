import type { RefusalCode } from '@chuangyuan/contract/refusal'

/**
 * Database constraints are the last line of truth: where two requests race past
 * the same check, the loser is refused here. By constraint name, never by message.
 */
export const constraintRefusals: Readonly<Record<string, RefusalCode>> = {
  districts_code_unique: 'district.code-taken',
  accounts_login_taken: 'identity.login-taken',
  packs_version_taken: 'request.stale',
  handbooks_version_taken: 'request.stale',
  target_kinds_name_taken: 'target.kind-taken',
  targets_code_taken: 'target.code-taken',
  target_parts_street_taken: 'target.part-taken',
  target_parts_project_taken: 'target.part-taken',
  ledger_rules_version_taken: 'request.stale',
  ledger_appeals_pending: 'ledger.appeal-pending',
  ledger_corrections_once: 'ledger.appeal-decided',
  sites_code_taken: 'site.code-taken',
  figures_once: 'figure.reported-already',
}
