import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { line, paperFile } from './layout.ts'
import { shippedTemplate } from './shipped-templates.ts'
import { fillTemplate } from './template.ts'

function has(program: string, flag: string): boolean {
  try {
    execFileSync(program, [flag], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Skipped, and printed so, where the machine cannot draw a page: LibreOffice and poppler are no dependencies. */
const canDraw = has('soffice', '--version') && has('pdftotext', '-v')

/** The lines of every page, as LibreOffice breaks them. */
async function drawn(docx: Uint8Array): Promise<string[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paper-test-'))
  try {
    writeFileSync(path.join(folder, 'a.docx'), docx)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const convert = ['--headless', '--convert-to', 'pdf', '--outdir', folder, path.join(folder, 'a.docx')]
    await promisify(execFile)('soffice', [profile, ...convert])
    await promisify(execFile)('pdftotext', [
      '-layout',
      path.join(folder, 'a.pdf'),
      path.join(folder, 'a.txt'),
    ])
    return readFileSync(path.join(folder, 'a.txt'), 'utf8')
      .split('\f')
      .map((page) => page.split('\n').map((each) => each.trim()))
      .map((lines) => lines.filter((each) => each !== '' && !each.startsWith('—')))
      .filter((lines) => lines.length > 0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test.skipIf(!canDraw)('a page holds 22 lines of 28 characters', { timeout: 120_000 }, async () => {
  const pages = await drawn(await paperFile([line('园'.repeat(28 * 30))]))
  expect(pages.map((page) => page.length)).toEqual([22, 8])
  expect(new Set(pages.flat().map((each) => each.length))).toEqual(new Set([28]))
})

test.skipIf(!canDraw)(
  'a notice has its stub and its reply on a page of their own',
  { timeout: 120_000 },
  async () => {
    const finding = {
      序号: '1',
      编号: '12',
      点位: '泉水公园',
      位置: '大明湖街道',
      问题: '枯死',
      期限: '2026年3月5日',
    }
    const filled = fillTemplate(await shippedTemplate('notice'), {
      ...{ 发文机关: '甲区创建办', 文号: '创园整〔2026〕3号', 标题: '整改通知', 主送: '区园林局', 批次: '1' },
      ...{ 有抄送: [], 单位: '区园林局', 问题数: '1', 最迟期限: '2026年3月5日', 问题: [finding] },
      ...{ 成文日期: '2026年3月1日', 统计截至: '2026年3月1日9时' },
    })
    if (!filled.ok) throw new Error(filled.refusal.code)
    const pages = await drawn(filled.value)
    expect(pages).toHaveLength(2)
    expect(pages[0]?.join('')).toContain('泉水公园')
    expect(pages[1]?.[0]?.replaceAll(/\s/g, '')).toBe('回执')
    expect(pages[1]?.join('').replaceAll(/\s/g, '')).toContain('存根')
  },
)
