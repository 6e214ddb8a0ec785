import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip as mm,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IRunOptions,
} from 'docx'

/**
 * A4 with margins 37/35/28/26 mm, 22 lines of 28 characters (GB/T 9704-2012, 5.2). The pitch is 579 twentieths of a
 * point: with 580 the last line no longer fits. A character of 16 pt is drawn in by 0.25 pt, so that 28 fit in 156 mm.
 * Fonts are named, not shipped: office machines have them.
 */
const pitch = 579
const body = 32
const squeezed = -5
const charTwips = 16 * 20 + squeezed
const typeWidthMm = 156

export const fonts = {
  body: '仿宋_GB2312',
  title: '方正小标宋简体',
  strong: '黑体',
  second: '楷体_GB2312',
  page: '宋体',
} as const

interface TextLook {
  readonly font?: keyof typeof fonts
  /** Half points. */
  readonly size?: number
  readonly colour?: string
}

function run(text: string, { font = 'body', size = body, colour }: TextLook = {}): TextRun {
  const look: IRunOptions = {
    text,
    size,
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: fonts[font] },
    ...(colour === undefined ? {} : { color: colour }),
    ...(size === body ? { characterSpacing: squeezed } : {}),
  }
  return new TextRun(look)
}

interface LineLook extends TextLook {
  readonly align?: 'left' | 'center' | 'right'
  /** Characters before the first line. */
  readonly indent?: number
  /** Characters left free at the right. */
  readonly fromRight?: number
  /** Begins a page. */
  readonly onNewPage?: boolean
}

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }

/** One paragraph on the grid. */
export function line(text: string, look: LineLook = {}): Paragraph {
  const { align = 'left', indent = 0, fromRight = 0, onNewPage = false } = look
  return new Paragraph({
    alignment: alignments[align],
    widowControl: false,
    pageBreakBefore: onNewPage,
    spacing: { before: 0, after: 0, line: pitch, lineRule: LineRuleType.EXACT },
    indent: { firstLine: indent * charTwips, right: fromRight * charTwips },
    children: [run(text, look)],
  })
}

/** A paragraph of the text: two characters in. */
export function paragraph(text: string): Paragraph {
  return line(text, { indent: 2 })
}

/** 一、 headings in black type, （一） in regular script. */
export function heading(text: string, level: 1 | 2 = 1): Paragraph {
  return line(text, { indent: 2, font: level === 1 ? 'strong' : 'second' })
}

const red = 'C00000'

/** 版头: the issuer in red, the number, the red rule; then the title and whom it goes to. */
export function head({ addressed }: { readonly addressed: boolean }): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: mm(8), after: mm(6), line: 900, lineRule: LineRuleType.EXACT },
      children: [run('{发文机关}', { font: 'title', size: 60, colour: red })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      widowControl: false,
      spacing: { before: 0, after: 0, line: pitch, lineRule: LineRuleType.EXACT },
      border: { bottom: { style: BorderStyle.SINGLE, size: 16, space: 11, color: red } },
      children: [run('{文号}')],
    }),
    line(''),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      widowControl: false,
      spacing: { before: mm(4), after: mm(4), line: 640, lineRule: LineRuleType.EXACT },
      children: [run('{标题}', { font: 'title', size: 44 })],
    }),
    ...(addressed ? [line('{主送}：')] : []),
  ]
}

/** Signature and date (7.3.5), then 版记: whom a copy goes to, who printed it and when (7.4). */
export function foot(): (Paragraph | Table)[] {
  const note = (left: string, right = ''): TableRow =>
    new TableRow({
      children: [
        cell(left, { size: 28, edges: 'row', share: right === '' ? 100 : 62 }),
        ...(right === '' ? [] : [cell(right, { size: 28, edges: 'row', share: 38, align: 'right' })]),
      ],
    })
  return [
    line(''),
    line('{发文机关}', { align: 'right', fromRight: 4 }),
    line('{成文日期}', { align: 'right', fromRight: 4 }),
    line('（统计截至{统计截至}）', { indent: 2 }),
    line(''),
    line('{#有抄送}'),
    grid([note('　抄送：{抄送}。')], [100]),
    line('{/有抄送}'),
    grid([note('　{发文机关}', '{成文日期}印发　')], [62, 38]),
  ]
}

interface CellLook extends TextLook {
  readonly align?: 'left' | 'center' | 'right'
  /** `all` a table of facts, `row` lines above and below only. */
  readonly edges?: 'all' | 'row'
  /** Percent of the width. */
  readonly share: number
}

export function cell(text: string, look: CellLook): TableCell {
  const { align = 'left', edges = 'all', share } = look
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const thin = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
  return new TableCell({
    width: { size: share, type: WidthType.PERCENTAGE },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    borders:
      edges === 'all'
        ? { top: thin, bottom: thin, left: thin, right: thin }
        : { top: thin, bottom: thin, left: none, right: none },
    children: [
      new Paragraph({
        alignment: alignments[align],
        spacing: { before: 0, after: 0, line: 300, lineRule: LineRuleType.EXACT },
        children: [run(text, look)],
      }),
    ],
  })
}

/** A table over the width of the type area; `shares` in percent. */
export function grid(tableRows: TableRow[], shares: readonly number[]): Table {
  return new Table({
    rows: tableRows,
    layout: TableLayoutType.FIXED,
    width: { size: mm(typeWidthMm), type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.round((mm(typeWidthMm) * share) / 100)),
  })
}

export interface Column {
  readonly head: string
  /** Fields of the row between braces, with what stands between them. */
  readonly text: string
  /** Percent of the width. */
  readonly share: number
  readonly align?: 'left' | 'center' | 'right'
}

/** A table whose second row is repeated for every entry of `list`; its head is repeated on every page. */
export function listTable(list: string, columns: readonly Column[]): Table {
  const size = 21
  const last = columns.length - 1
  return grid(
    [
      new TableRow({
        tableHeader: true,
        children: columns.map(({ head: title, share }) =>
          cell(title, { size, share, font: 'strong', align: 'center' }),
        ),
      }),
      new TableRow({
        cantSplit: true,
        children: columns.map(({ text, share, align = 'left' }, index) =>
          cell(`${index === 0 ? `{#${list}}` : ''}${text}${index === last ? `{/${list}}` : ''}`, {
            ...{ size, share, align },
          }),
        ),
      }),
    ],
    columns.map(({ share }) => share),
  )
}

/** Rows of a form: label, then what is filled in by hand or by a field. */
export function formTable(lines: readonly (readonly [label: string, value: string])[]): Table {
  return grid(
    lines.map(
      ([label, value]) =>
        new TableRow({
          cantSplit: true,
          height: { value: mm(11), rule: 'atLeast' },
          children: [
            cell(label, { size: 24, share: 24, font: 'strong', align: 'center' }),
            cell(value, { size: 24, share: 76 }),
          ],
        }),
    ),
    [24, 76],
  )
}

/** The file of a paper: pages numbered — 1 —, at the right on odd pages and at the left on even ones. */
export async function paperFile(children: readonly (Paragraph | Table)[]): Promise<Buffer> {
  const document = new Document({
    creator: 'Chuangyuan',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: { size: body, font: { eastAsia: fonts.body, ascii: 'Times New Roman' } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), right: mm(26), bottom: mm(35), left: mm(28), footer: mm(26) },
          },
          grid: { type: DocumentGridType.LINES, linePitch: pitch },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [...children],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function pageNumber(align: 'left' | 'right'): Footer {
  const number = new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    size: 28,
    font: fonts.page,
  })
  const indent = align === 'left' ? { left: 280 } : { right: 280 }
  return new Footer({
    children: [new Paragraph({ alignment: alignments[align], indent, children: [number] })],
  })
}
