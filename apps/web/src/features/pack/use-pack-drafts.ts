import { checkPack, correctPack, type PackCorrectionInput } from '@chuangyuan/contract/pack'
import type { ApplicantKind } from '@chuangyuan/domain/standard/applicant'
import type { Pack, Source } from '@chuangyuan/domain/standard/pack'
import { computed, ref, shallowReactive } from 'vue'
import { call } from '../../shell/call.ts'
import { useCommand } from '../../shell/use-command.ts'
import { useQuery } from '../../shell/use-query.ts'
import type { Draft, RowForm } from './row-form.ts'

/** A row as corrected here and not yet saved. Without a draft it is to be removed. */
export interface RowChange {
  readonly form: RowForm
  readonly draft: Draft | undefined
  /** For a new row: the heading it goes under. */
  readonly under: string | undefined
}

export interface PackAddress {
  readonly packKey: string
  readonly version: number
}

/**
 * Corrections collected on the screen until they are saved together as one new version. The server says after each
 * one what the whole would change.
 */
export function usePackDrafts(address: () => PackAddress, pack: () => Pack | undefined) {
  const rows = shallowReactive(new Map<string, RowChange>())
  const sources = ref<Source[]>([])
  const isEmpty = computed(() => rows.size === 0)

  /** The correction as it stands, or as it would stand with one more row. */
  function correctionWith(more?: RowChange): PackCorrectionInput {
    const all = new Map(rows)
    if (more !== undefined) all.set(more.form.id, more)
    const changes = [...all.values()]
    return {
      changed: changes.flatMap(({ draft, under }) =>
        draft === undefined || under !== undefined ? [] : [draft],
      ),
      added: changes.flatMap(({ draft, under }) =>
        draft === undefined || under === undefined ? [] : [{ under, row: draft }],
      ),
      removed: [...all].flatMap(([id, { draft }]) => (draft === undefined ? [id] : [])),
      sources: sources.value.map((source) => ({ ...source })),
      excludes: excludesWith(changes),
    }
  }

  function excludesWith(changes: readonly RowChange[]): NonNullable<PackCorrectionInput['excludes']> {
    return (pack()?.applicants ?? []).flatMap(({ kind, excludes }) => {
      const spared = new Set(excludes)
      for (const { form, draft } of changes) {
        if (draft !== undefined && spares(form, kind)) spared.add(form.id)
        else spared.delete(form.id)
      }
      const next = [...spared]
      return next.join(' ') === excludes.join(' ') ? [] : [{ kind, excludes: next }]
    })
  }

  function check(more: RowChange) {
    return call(checkPack, { params: address(), body: correctionWith(more) })
  }

  const preview = useQuery(checkPack, () =>
    isEmpty.value ? undefined : { params: address(), body: correctionWith() },
  )

  const saving = useCommand(async (note: string) => {
    const { packKey, version } = address()
    const saved = await call(correctPack, {
      params: { packKey },
      body: { basedOn: version, note, correction: correctionWith() },
    })
    return saved.version
  })

  function addSource(source: Source) {
    sources.value.push(source)
  }

  function clear() {
    rows.clear()
    sources.value = []
  }

  return { rows, sources, isEmpty, check, addSource, preview, saving, clear }
}

function spares(form: RowForm, kind: ApplicantKind): boolean {
  return form.excluded.includes(kind)
}

export type PackDrafts = ReturnType<typeof usePackDrafts>
