import { listFindings } from '@chuangyuan/contract/finding'
import { listPapers, showPaper } from '@chuangyuan/contract/paper'
import type { Browser, Page } from '@playwright/test'
import { unzipSync, strFromU8 } from 'fflate'
import { readFile } from 'node:fs/promises'
import { expect, journey } from './harness/journey.ts'
import type { RunningProduct } from './harness/running-product.ts'
import { visitorOf } from './harness/visitor.ts'

const notices = 8

/** A page of somebody's own browser, as one of the demo accounts. */
async function pageOf(browser: Browser, product: RunningProduct, login: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.address })
  await (await visitorOf(product, login)).enter(context)
  return context.newPage()
}

/** Leads every paper of the list through one step. */
async function stepAll(page: Page, action: string) {
  await page.getByRole('checkbox', { name: '选中本页全部' }).check()
  await page
    .getByRole('region', { name: '可以做的事' })
    .getByRole('button', { name: action, exact: true })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** The words of a Word file. */
async function wordsOf(page: Page): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 Word' }).click()
  const parts = unzipSync(await readFile(await (await download).path()))
  return strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replaceAll(/<[^>]+>/g, '')
}

journey(
  'a batch of notices is drawn up from the ledger, signed by the leader, issued and numbered in a row',
  async ({ browser, product, expectNoBarriers, keepPicture }) => {
    const { call } = await visitorOf(product, 'chuangjianban')
    const { rows } = await call(listFindings, { query: { holder: 'unit', limit: 50 } })
    const byUnit = new Map(rows.map((finding) => [finding.unit?.id, finding]))
    const chosen = [...byUnit.values()].slice(0, notices)
    expect(chosen).toHaveLength(notices)

    const office = await pageOf(browser, product, 'chuangjianban')
    await office.goto('/findings?holder=unit')
    for (const { number } of chosen)
      await office.getByRole('checkbox', { name: `选中 ${String(number)} 号`, exact: true }).check()
    await office.getByRole('button', { name: '整改通知单' }).click()
    const dialog = office.getByRole('dialog', { name: '整改通知单' })
    await expect(dialog).toContainText(`每个责任单位一份，共 ${String(notices)} 份`)
    await dialog.getByRole('button', { name: '拟稿' }).click()
    await expect(office).toHaveURL(/\/papers\?batch=\d+$/)
    const batch = Number(new URL(office.url()).searchParams.get('batch'))
    await stepAll(office, '送审')
    await expect(office.getByRole('cell', { name: '审核中' })).toHaveCount(notices)
    await expectNoBarriers(office)
    await keepPicture(office, 'papers')
    await office.getByRole('checkbox', { name: '选中本页全部' }).check()
    await office.getByRole('button', { name: '通过', exact: true }).click()
    await dialogOf(office).getByRole('button', { name: '通过', exact: true }).click()
    await expect(dialogOf(office)).toContainText('是您自己拟的')
    await dialogOf(office).getByRole('button', { name: '取消' }).click()

    const leader = await pageOf(browser, product, 'lingdao')
    await leader.goto(`/papers?batch=${String(batch)}`)
    await stepAll(leader, '通过')
    await expect(leader.getByRole('cell', { name: '待签发' })).toHaveCount(notices)
    await stepAll(leader, '签发')
    await expect(leader.getByRole('cell', { name: '已签发，待印发' })).toHaveCount(notices)

    await office.reload()
    await stepAll(office, '印发')
    await expect(office.getByRole('cell', { name: '已印发' })).toHaveCount(notices)
    const papers = (await call(listPapers, { query: { batch } })).rows
    const numbers = papers.map(({ number }) => Number(/〔\d{4}〕(\d+)号$/.exec(number ?? '')?.[1]))
    const [first = 0, ...others] = numbers.toSorted((one, other) => one - other)
    expect(others).toEqual(Array.from({ length: notices - 1 }, (_, at) => first + 1 + at))

    const [paper] = papers
    if (paper === undefined) throw new Error('a batch has papers')
    await office.goto(`/papers/${paper.id}`)
    await expect(office.getByRole('region', { name: '文件' })).toContainText(/[0-9a-f]{64}/)
    const steps = office.getByRole('region', { name: '经过' }).getByRole('listitem')
    await expect(steps).toHaveText([/^拟稿/, /^送审/, /^通过\s*区领导/, /^签发\s*区领导/, /^印发/])
    const words = await wordsOf(office)
    expect(words).toContain(paper.number)
    expect(words).toContain(paper.addressed)
    await expectNoBarriers(office)
    await keepPicture(office, 'paper')
    await office.getByRole('link', { name: /^打开所列问题/ }).click()
    await expect(office.getByText('共 1 条')).toBeVisible()
    for (const page of [office, leader]) await page.context().close()
  },
)

journey(
  'the daily brief and the circular say what the lists say',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    const counts = ['新增', '销号', '在办', '逾期']
    for (const [kind, looked] of [
      ['daily', counts],
      ['circular', ['在办']],
    ] as const) {
      await page.goto('/papers')
      await page.getByRole('button', { name: '拟稿' }).click()
      await page.getByLabel('拟什么').selectOption(kind)
      await dialogOf(page).getByRole('button', { name: '拟稿' }).click()
      await expect(page).toHaveURL(/\/papers\/[0-9a-f-]{36}$/)
      const paperId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
      const { filling } = await office.call(showPaper, { params: { paperId } })
      expect(Number(filling['在办'])).toBeGreaterThan(0)
      expect(await wordsOf(page)).toContain(`在办${String(filling['在办'])}件`)
      for (const name of looked) {
        const numbers = page.getByRole('region', { name: '内容' }).getByRole('definition').getByRole('link')
        await numbers.nth(counts.indexOf(name)).click()
        await expect(page.getByText(`共 ${String(filling[name])} 条`)).toBeVisible()
        await page.goBack()
      }
    }
    await expect(page.getByRole('region', { name: '内容' })).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'circular')

    await page.goto('/papers/templates')
    await page.getByRole('button', { name: '上传日报模板' }).click()
    await page.getByLabel('Word 文件').setInputFiles({
      ...{ name: '日报.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('no Word file') },
    })
    await dialogOf(page).getByRole('button', { name: '上传' }).click()
    await expect(dialogOf(page)).toContainText('这不是 Word 文件')
    await dialogOf(page).getByRole('button', { name: '取消' }).click()
    await expectNoBarriers(page)
    await keepPicture(page, 'paper-templates')
  },
)

function dialogOf(page: Page) {
  return page.getByRole('dialog')
}
