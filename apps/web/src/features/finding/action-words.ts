import type { FindingAction } from '@chuangyuan/domain/finding/action'
import { t } from '../../shell/text.ts'

/** Name of an action on a finding that is urgent or not. */
export function actionName(action: FindingAction, { urgent }: { readonly urgent: boolean }): string {
  return action === 'mark-urgent' && urgent ? t('finding.act.unmark') : t(`finding.act.${action}`)
}
