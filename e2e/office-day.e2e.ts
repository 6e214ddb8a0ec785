import { findingBoard, listFindings } from '@chuangyuan/contract/finding'
import { listLedgerEntries, readLedger } from '@chuangyuan/contract/ledger'
import { listMatters } from '@chuangyuan/contract/matter'
import { listPapers, showPaper } from '@chuangyuan/contract/paper'
import { listPlaces } from '@chuangyuan/contract/site'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import { pointsOf } from '@chuangyuan/domain/ledger/micro'
import type { Page } from '@playwright/test'
import { unzipSync, strFromU8 } from 'fflate'
import { readFile } from 'node:fs/promises'
import { act, pageOf } from './harness/finding-desk.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const notices = 8

/** Goes by the menu, as people do. */
async function open(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).click()
}

/** How many to-dos the name of the window tells of. */
function countIn(title: string): number {
  return Number(/^\((\d+)/.exec(title)?.[1] ?? 0)
}

function dialogOf(page: Page) {
  return page.getByRole('dialog')
}

/** Takes one step with what is open, or with all that are chosen. */
async function step(page: Page, action: string, words?: string) {
  await page.getByRole('button', { name: action, exact: true }).click()
  const dialog = dialogOf(page)
  if (words !== undefined) await dialog.getByLabel('说明').fill(words)
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Leads every paper of the list through one step. */
async function stepAll(page: Page, action: string) {
  await page.getByRole('checkbox', { name: '选中本页全部' }).check()
  await step(page, action)
}

/** The words of a Word file. */
async function wordsOf(page: Page): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 Word' }).click()
  const parts = unzipSync(await readFile(await (await download).path()))
  return strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replaceAll(/<[^>]+>/g, '')
}

journey(
  'a day of the office: what is first, notices, a meeting, a decision, an appeal, two briefs, and it all adds up',
  async ({ startOwn, browser, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const { call } = await visitorOf(product, 'chuangjianban')
    const unit = await visitorOf(product, 'yuanlin')
    const today = dayOf(Date.now() as Instant)
    const { units } = await call(listPlaces, {})
    const lead = units.find(({ name }) => name.endsWith('园林绿化局'))
    const other = units.find(({ name }) => name.endsWith('财政局'))
    if (lead === undefined || other === undefined) throw new Error('the demo has lost two of its units')
    const before = await call(readLedger, {})
    const office = await pageOf(browser, product, 'chuangjianban')
    const leader = await pageOf(browser, product, 'lingdao')
    const parks = await pageOf(browser, product, 'yuanlin')

    await journey.step('reads what is first today and opens it', async () => {
      await office.goto('/')
      await open(office, '今日先办')
      const first = office.getByRole('table', { name: '今日先办' }).getByRole('row').nth(1)
      await expect(first).toContainText('危及')
      await expectNoBarriers(office)
      await first.getByRole('link').first().click()
      await expect(office.getByRole('heading', { name: '两关' })).toBeVisible()
    })

    await journey.step('issues a batch of eight notices, signed by another, numbered in a row', async () => {
      const { rows } = await call(listFindings, { query: { holder: 'unit', limit: 50 } })
      const chosen = [...new Map(rows.map((finding) => [finding.unit?.id, finding])).values()].slice(
        0,
        notices,
      )
      expect(chosen).toHaveLength(notices)
      await office.goto('/findings?holder=unit')
      for (const { number } of chosen)
        await office.getByRole('checkbox', { name: `选中 ${String(number)} 号`, exact: true }).check()
      await office.getByRole('button', { name: '整改通知单' }).click()
      await expect(dialogOf(office)).toContainText(`每个责任单位一份，共 ${String(notices)} 份`)
      await dialogOf(office).getByRole('button', { name: '拟稿' }).click()
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
      const [first = 0, ...others] = numbers.toSorted((one, next) => one - next)
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
    })

    await journey.step('records a meeting; its decision is answered by the unit and accepted', async () => {
      await office.goto('/meetings/new')
      await office.getByLabel('会议名称').fill('第三次调度会')
      await office.getByLabel('议题').fill('补植进度\n养护移交')
      await office.getByRole('button', { name: '再加一条议定' }).click()
      for (const [at, title, owing] of [
        [1, '三日内补植完毕', lead.name],
        [2, '移交养护台账', other.name],
      ] as const) {
        const decision = office.getByRole('region', { name: `议定事项 ${String(at)}` })
        await decision.getByLabel('事项', { exact: true }).fill(title)
        await decision.getByLabel('主办单位').selectOption({ label: owing })
        await decision.getByLabel('限办日期').fill(addDays(today, 3))
      }
      await expectNoBarriers(office)
      await parks.goto('/')
      const link = parks.getByRole('link', { name: /^待办，\d+\+? 件等您办$/ })
      await expect(link).toBeVisible()
      const waitedBefore = countIn(await parks.title())
      await office.getByRole('button', { name: '保存会议' }).click()
      await expect(office.getByRole('table', { name: '交办事项' }).getByRole('row')).toHaveCount(3)
      await parks.evaluate(() => window.dispatchEvent(new Event('focus')))
      await expect.poll(async () => countIn(await parks.title())).toBe(waitedBefore + 1)
      await expect(link).toContainText(String(waitedBefore + 1))
      await open(office, '会议')
      await expect(office.getByRole('table', { name: '会议' })).toContainText('养护移交')
      await keepPicture(office, 'meetings')

      await parks.goto('/todos')
      const waiting = parks.getByRole('table', { name: '待我办' })
      await waiting.getByRole('link', { name: '三日内补植完毕' }).click()
      await step(parks, '报完成', '补植香樟二十六株')
      await expect(parks.getByRole('region', { name: '办理经过' })).toContainText('补植香樟二十六株')
      await open(parks, /^待办/)
      await expect(waiting).toContainText('报送古树名木清单')
      await expect(waiting).not.toContainText('三日内补植完毕')

      await open(office, /^待办/)
      await keepPicture(office, 'todos')
      const desk = office.getByRole('table', { name: '待我办' })
      await desk.getByRole('link', { name: '三日内补植完毕' }).click()
      await step(office, '认可办结')
      await expect(office.getByText('现在没有您要做的。')).toBeVisible()
      await expectNoBarriers(office)
      await keepPicture(office, 'matter')
      await open(office, /^待办/)
      await expect(desk).toBeVisible()
      await expect(desk).not.toContainText('三日内补植完毕')
      const { total: late } = await call(listMatters, { query: { late: 'true' } })
      await office.goto('/matters?late=true')
      await expect(office.getByText(`共 ${String(late)} 条`)).toBeVisible()
      await expect(office.getByRole('table', { name: '交办事项' })).toContainText('报送古树名木清单')
    })

    await journey.step('a blocked finding: the leader decides, and the unit gets its time', async () => {
      const { rows } = await call(listFindings, { query: { asked: 'true', limit: 50 } })
      const blocked = rows.find(({ asked }) => asked === 'suspension' || asked === 'extension')
      if (blocked === undefined) throw new Error('nothing of the demo is blocked')
      await leader.goto(`/findings/${blocked.id}`)
      await leader.getByRole('button', { name: '作出决定' }).click()
      await dialogOf(leader).getByLabel('事项', { exact: true }).fill('苗木由区里统一调配')
      await dialogOf(leader).getByLabel('主办单位').selectOption({ label: other.name })
      await dialogOf(leader).getByLabel('限办日期').fill(addDays(today, 5))
      await dialogOf(leader).getByRole('button', { name: '作出决定' }).click()
      const decided = leader.getByRole('region', { name: '对这个问题的决定' })
      await expect(decided).toContainText('苗木由区里统一调配')

      await office.goto(`/findings/${blocked.id}`)
      await expect(office.getByRole('region', { name: '对这个问题的决定' })).toContainText(
        '苗木由区里统一调配',
      )
      const due = office.getByRole('region', { name: '时限怎么算的' })
      const told = await due.innerText()
      await act(office, '批复申请', (drawer) => drawer.getByLabel('批准', { exact: true }).check())
      await expect(due).not.toHaveText(told)
      const after = await call(listFindings, { query: { asked: 'true', limit: 50 } })
      expect(after.rows.map(({ id }) => id)).not.toContain(blocked.id)
    })

    await journey.step('a unit appeals; the office corrects, and both entries stand', async () => {
      const { rows } = await unit.call(listLedgerEntries, { query: { currency: 'points', limit: 1000 } })
      const entry = rows.find(({ answers }) => answers.some(({ mayAppeal }) => mayAppeal))
      const charge = entry?.answers.find(({ mayAppeal }) => mayAppeal)
      if (entry === undefined || charge === undefined) throw new Error('the demo has nothing to appeal')
      const entries = `/ledger/entries?finding=${entry.finding.id}&row=${entry.row.id}`
      await parks.goto(entries)
      await parks.getByRole('button', { name: '申诉' }).first().click()
      await dialogOf(parks).getByLabel('理由').fill('该处由别的单位管养，见移交清单')
      await dialogOf(parks).getByRole('button', { name: '提交申诉' }).click()
      await expect(dialogOf(parks)).toHaveCount(0)

      await open(office, '失分账')
      await expectNoBarriers(office)
      await keepPicture(office, 'ledger')
      await open(office, /^待办/)
      await office.getByRole('link', { name: `${charge.who.name} · ${entry.row.name}` }).click()
      const appeals = office.getByRole('table', { name: '申诉与更正' })
      const appeal = appeals.getByRole('row', { name: /见移交清单/ })
      await expectNoBarriers(office)
      await keepPicture(office, 'appeals')
      await appeal.getByRole('button', { name: '决定' }).click()
      await office.getByRole('combobox', { name: '改计给' }).selectOption({ label: other.name })
      await office.getByLabel('决定的理由').fill('移交清单属实')
      await dialogOf(office).getByRole('button', { name: '保存' }).click()
      await expect(appeal).toContainText(`改计 ${other.name}`)

      await office.goto(entries)
      const list = office.getByRole('table', { name: '失分账分录' })
      await expect(list).toContainText('申诉更正')
      await expect(list).toContainText('移交清单属实')
      await expect(list).toContainText(`${charge.who.name} ${String(+pointsOf(charge.micro).toFixed(4))}分`)
      await expectNoBarriers(office)
      await keepPicture(office, 'ledger-entry')
      const share = (ledger: typeof before) =>
        ledger.byUnit.find(({ of }) => of?.id === other.id)?.points ?? 0
      expect(share(await call(readLedger, {})) - share(before)).toBe(charge.micro)
    })

    await journey.step('draws up the daily brief and the weekly, and issues both', async () => {
      const counts = ['新增', '销号', '在办', '逾期']
      const ids: string[] = []
      for (const [kind, looked] of [
        ['daily', counts],
        ['weekly', ['在办']],
      ] as const) {
        await office.goto('/papers')
        await office.getByRole('button', { name: '拟稿' }).click()
        await office.getByLabel('拟什么').selectOption(kind)
        await dialogOf(office).getByRole('button', { name: '拟稿' }).click()
        await expect(office).toHaveURL(/\/papers\/[0-9a-f-]{36}$/)
        const paperId = new URL(office.url()).pathname.split('/').at(-1) ?? ''
        ids.push(paperId)
        const { filling } = await call(showPaper, { params: { paperId } })
        expect(await wordsOf(office)).toContain(`在办${String(filling['在办'])}件`)
        for (const name of looked) {
          const numbers = office
            .getByRole('region', { name: '内容' })
            .getByRole('definition')
            .getByRole('link')
          await numbers.nth(counts.indexOf(name)).click()
          await expect(office.getByText(`共 ${String(filling[name])} 条`)).toBeVisible()
          await office.goBack()
        }
        if (kind === 'weekly') await expectNoBarriers(office)
        await step(office, '送审')
        await leader.goto(`/papers/${paperId}`)
        await step(leader, '通过')
        await step(leader, '签发')
        await office.reload()
        await step(office, '印发')
        await expect(office.getByRole('region', { name: '文件' })).toContainText(/[0-9a-f]{64}/)
      }
      const issued = (await call(listPapers, { query: { stage: 'issued' } })).rows
      expect(issued.filter(({ id }) => ids.includes(id)).map(({ number }) => number)).toEqual(
        expect.arrayContaining(['第2期', '第1期']),
      )
    })

    await journey.step('the ledger adds up, and the leaders’ screen says what the lists say', async () => {
      const ledger = await call(readLedger, {})
      const { open: still, overdue, byStage } = (await call(findingBoard, {})).total
      const sum = [...ledger.byUnit, ...ledger.byStreet].reduce((total, { points }) => total + points, 0)
      expect([sum, ledger.total.points]).toEqual([before.total.points, before.total.points])

      await leader.setViewportSize({ width: 1920, height: 1080 })
      await leader.goto('/screen')
      const tile = (key: string) => leader.locator(`[data-tile="${key}"] b`)
      const shown = { open: still, overdue, suspended: byStage.suspended, closed: byStage.closed }
      for (const [key, value] of Object.entries(shown))
        await expect(tile(key)).toHaveText(value.toLocaleString('en'))
      await expect(tile('endangered')).toHaveText(
        new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(pointsOf(ledger.total.points)),
      )
      const { total } = await call(listFindings, { query: { open: 'true', limit: 1 } })
      expect(total).toBe(still)
      await leader.locator('[data-tile="open"]').click()
      await expect(leader.getByText(`共 ${String(still)} 条`)).toBeVisible()
    })
    for (const page of [office, leader, parks]) await page.context().close()
  },
)
