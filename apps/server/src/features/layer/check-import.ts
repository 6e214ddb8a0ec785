import type { ImportPlan, LayerCheck } from '@chuangyuan/contract/layer'
import { meaningsOf } from '@chuangyuan/map-files/field-values'
import { greenClasses } from '@chuangyuan/map-files/green-classes'
import { layerKinds, type LayerField, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { readingOnWire } from './coordinate-reading.ts'
import { matchStreets } from './match-streets.ts'
import { plannedFile, prepare, reportOf } from './prepare-import.ts'

/** The screen shows the first; the whole list comes with the imported layer. */
const repairsShown = 200

/** The import as it would be. Nothing is kept. */
export async function checkImport(
  deps: Deps,
  by: Session,
  fileId: string,
  plan: ImportPlan,
): Promise<{ taskId: string }> {
  const planned = await plannedFile(deps, by, fileId, plan)
  const taskId = await deps.tasks.start(by, 'layer.check', async (handle) => {
    const prepared = await prepare(deps, planned, handle)
    const { streets } = await deps.db.read(by, ({ query, districtId }) =>
      placeStore(query, districtId).places(),
    )
    const check: LayerCheck = {
      featureCount: prepared.featureCount,
      encoding: prepared.encoding,
      reading: readingOnWire(prepared.reading),
      bounds: [...prepared.bounds],
      report: reportOf(prepared),
      repairs: prepared.repairs
        .slice(0, repairsShown)
        .map(({ flaws, ...repair }) => ({ ...repair, flaws: [...flaws] })),
      choices: choicesOf(plan.kind),
      streets: plan.kind === 'streets' ? matchStreets(prepared.streets, streets) : null,
      drawing: prepared.drawing,
    }
    return { ...check }
  })
  return { taskId }
}

function choicesOf(kind: LayerKind): LayerCheck['choices'] {
  const fields: readonly LayerField[] = layerKinds[kind].fields
  return fields.flatMap((field): LayerCheck['choices'] => {
    if (field === 'class2002' || field === 'class2017') {
      const classes = greenClasses[field === 'class2002' ? '2002' : '2017']
      return [{ field, values: classes.map(({ code, name }) => ({ code, name })) }]
    }
    const values = meaningsOf(field)
    return values === undefined ? [] : [{ field, values: values.map((code) => ({ code, name: null })) }]
  })
}
