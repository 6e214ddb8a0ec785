import { officialDay } from '@chuangyuan/domain/day'
import { layerKinds } from '@chuangyuan/domain/layer/layer-kind'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { layerReport } from '@chuangyuan/contract/layer'
import { repairsOf } from './show-layers.ts'
import { layerStore } from './store.ts'
import { dropText, fieldText, flawText, problemText, repairSheet, leftOutSheet, valueSheet } from './texts.ts'

/** Everything that reading a layer changed, for whoever has to mend the source. */
export async function exportRepairs({ db }: Deps, by: Session, layerId: string): Promise<FileReply> {
  const { layer, repairs } = await db.read(by, async ({ query, districtId }) => {
    const store = layerStore(query, districtId)
    return {
      layer: orNotFound(await store.layer(layerId), 'layer'),
      repairs: repairsOf(await store.repairs(layerId)),
    }
  })
  const report = layerReport.nullable().catch(null).parse(layer.report)
  const content = await writeWorkbook({
    title: `${layer.name}（${layerKinds[layer.kind].title}，${officialDay(layer.asOf)}）图形修正清单`,
    sheets: [
      {
        definition: repairSheet,
        rows: repairs.map(({ row, label, flaws, squareMetresBefore, squareMetresAfter }) => ({
          row,
          label,
          flaws: flaws.map((flaw) => flawText[flaw] ?? flaw).join('；'),
          before: rounded(squareMetresBefore),
          after: rounded(squareMetresAfter),
          change: rounded(squareMetresAfter - squareMetresBefore),
        })),
      },
      {
        definition: leftOutSheet,
        rows: (report?.dropped ?? []).map(({ reason, count }) => ({
          reason: dropText[reason] ?? reason,
          count,
        })),
      },
      {
        definition: valueSheet,
        rows: (report?.problems ?? []).map(({ field, code, value, count }) => ({
          field: fieldText[field],
          problem: problemText[code],
          value,
          count,
        })),
      },
    ],
  })
  return { fileName: `图形修正清单-${layer.name}.xlsx`, content }
}

/** Square centimetres: finer than any survey of green space. */
function rounded(squareMetres: number): number {
  return Math.round(squareMetres * 1e4) / 1e4
}
