import type { findingIndices, exportIndices as operation } from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { officialDay } from '@chuangyuan/domain/day'
import { indexIds, type IndexId } from '@chuangyuan/domain/finding/indices'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import { streamTexts } from '@chuangyuan/workbook/finding-ledger'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { indicesBy } from './indices-by.ts'

const headTexts = { unit: '责任单位', street: '街道', stream: '工作线', whole: '范围' } as const

/** Names and formulas; the two that a district settles for itself say what it chose. */
function definitions({
  rework,
  deferred,
}: Denominators): Readonly<Record<IndexId, readonly [string, string]>> {
  const due = `应结案数${deferred === 'subtracted' ? '（扣除挂账的）' : '（含挂账的）'}`
  return {
    filing: ['立案率', '立案数 ÷ 上报数'],
    'right-dispatch': ['准确派遣率', '没有被退回的派遣数 ÷ 派遣数'],
    handling: ['处置率', '已处置数 ÷ 应处置数（到期的，或已经处置的）'],
    'handling-in-time': ['按期处置率', '按期处置数 ÷ 应处置数'],
    closing: ['结案率', `销号数 ÷ ${due}`],
    'closing-in-time': ['按期结案率', `按期销号数 ÷ ${due}`],
    rework: ['返工率', `返工过的问题数 ÷ ${rework === 'handled' ? '已处置数' : due}`],
    extension: ['延期率', '延期过的问题数 ÷ 应处置数'],
    overdue: ['超期待处置率', '超期未处置数 ÷ 应处置数'],
    undone: ['回头看重开率', '回头看后重开数 ÷ 回头看数'],
  }
}

type Denominators = ReplyOf<typeof findingIndices>['denominators']

function streamText(id: string): string | undefined {
  const stream = streams.find((each) => each === id)
  return stream && streamTexts[stream]
}

export async function exportIndicesFile(
  deps: Deps,
  by: Session,
  query: QueryOf<typeof operation>,
): Promise<FileReply> {
  const { rows, denominators } = await indicesBy(deps, by, query)
  const said = definitions(denominators)
  const period = `${officialDay(query.from)}至${officialDay(query.to)}派遣的问题`
  const sheet = textSheet('整改指数', `${period}；没有问题的单位不排名。`, [
    ['of', headTexts[query.by], 24],
    ...indexIds.flatMap((id): [string, string, number][] => [
      [`${id} of`, `${said[id][0]} 分子/分母`, 14],
      [id, said[id][0], 10],
    ]),
  ])
  const meaning = textSheet('口径', '公式取自数字城管绩效评价的通行做法，引用前请与本市办法核对。', [
    ['name', '指数', 16],
    ['formula', '公式', 50],
  ])
  return listFile(sheet.name, deps.clock(), [
    {
      definition: sheet,
      rows: rows.map(({ of, indices }) => ({
        of: of === null ? '全区' : (streamText(of.id) ?? of.name),
        ...Object.fromEntries(
          indices.flatMap(({ id, numerator, denominator, share }) => [
            [`${id} of`, `${String(numerator)}/${String(denominator)}`],
            [id, share === null ? '—' : `${(share * 100).toFixed(1)}%`],
          ]),
        ),
      })),
    },
    { definition: meaning, rows: indexIds.map((id) => ({ name: said[id][0], formula: said[id][1] })) },
  ])
}
