import type { MatterSummary } from '@chuangyuan/contract/matter'
import {
  matterKinds,
  matterStages,
  type MatterKind,
  type MatterStage,
} from '@chuangyuan/domain/matter/matter'
import type { FilterChip } from '@chuangyuan/ui/table-column'
import { t } from '../../shell/text.ts'

type YesNo = 'true' | 'false' | undefined

/** The conditions of the list, as the address carries them. */
export interface MatterFilter {
  readonly kind: MatterKind | undefined
  readonly stage: MatterStage | undefined
  readonly open: YesNo
  readonly late: YesNo
  readonly unit: string | undefined
  readonly meeting: string | undefined
  readonly finding: string | undefined
}

/** What is no condition of this list is as if it were not there. */
export function matterFilterOf(read: (name: string) => string | undefined): MatterFilter {
  const yesNo = (text: string | undefined): YesNo => (text === 'true' || text === 'false' ? text : undefined)
  return {
    kind: matterKinds.find((kind) => kind === read('kind')),
    stage: matterStages.find((stage) => stage === read('stage')),
    open: yesNo(read('open')),
    late: yesNo(read('late')),
    unit: read('unit'),
    meeting: read('meeting'),
    finding: read('finding'),
  }
}

/** The same conditions in words. A meeting has its name from a matter of it. */
export function matterFilterChips(
  { kind, stage, open, late, unit, meeting, finding }: MatterFilter,
  units: readonly { readonly id: string; readonly name: string }[],
  first: MatterSummary | undefined,
): FilterChip[] {
  const chip = (key: string, label: string, value: string | undefined): FilterChip[] =>
    value === undefined ? [] : [{ key, label, value }]
  return [
    ...chip('kind', t('matter.kindLabel'), kind && t(`matter.kind.${kind}`)),
    ...chip('stage', t('matter.stageLabel'), stage && t(`matter.stage.${stage}`)),
    ...chip(
      'open',
      t('matter.stageLabel'),
      open && t(open === 'true' ? 'matter.unsettled' : 'matter.settled'),
    ),
    ...chip('late', t('matter.dueOn'), late && t(late === 'true' ? 'matter.late' : 'matter.inTime')),
    ...chip('unit', t('matter.unit'), unit && (units.find(({ id }) => id === unit)?.name ?? unit)),
    ...chip('meeting', t('matter.meeting.one'), meeting && (first?.meeting?.name ?? meeting)),
    ...chip('finding', t('finding.one'), finding && t('matter.thisFinding')),
  ]
}
