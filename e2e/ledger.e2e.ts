import { listLedgerEntries, readLedger } from '@chuangyuan/contract/ledger'
import { pointsOf } from '@chuangyuan/domain/ledger/micro'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

journey(
  'a unit appeals, the office corrects, both entries stand and the sum stays right',
  async ({ startOwn, browser, page, context, expectNoBarriers, keepPicture }) => {
    const product = await startOwn()
    const unit = await visitorOf(product, 'yuanlin')
    const office = await visitorOf(product, 'chuangjianban')
    const before = await office.call(readLedger, {})
    const { rows } = await unit.call(listLedgerEntries, { query: { currency: 'points', limit: 1000 } })
    const entry = rows.find(({ answers }) => answers.some(({ mayAppeal }) => mayAppeal))
    const charge = entry?.answers.find(({ mayAppeal }) => mayAppeal)
    const other = before.byUnit.find(({ of }) => of !== null && of.id !== charge?.who.id)?.of
    if (entry === undefined || charge === undefined || !other)
      throw new Error('the demo has nothing to appeal')
    const entries = `${product.address}/ledger/entries?finding=${entry.finding.id}&row=${entry.row.id}`

    await unit.enter(context)
    await page.goto(entries)
    await page.getByRole('button', { name: '申诉' }).first().click()
    await page.getByLabel('理由').fill('该处由别的单位管养，见移交纪要')
    await page.getByRole('button', { name: '提交申诉' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)

    const desk = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    await office.enter(desk)
    const board = await desk.newPage()
    await board.goto(`${product.address}/ledger`)
    const appeals = board.getByRole('table', { name: '申诉与更正' })
    await expect(appeals).toContainText('见移交纪要')
    await expectNoBarriers(board)
    await keepPicture(board, 'ledger')
    await appeals.getByRole('button', { name: '决定' }).click()
    await board.getByRole('combobox', { name: '改计给' }).selectOption({ label: other.name })
    await board.getByLabel('决定的理由').fill('移交纪要属实')
    await board.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await expect(appeals).toContainText(`改计 ${other.name}`)

    await board.goto(entries)
    const list = board.getByRole('table', { name: '失分账分录' })
    await expect(list).toContainText(`申诉更正`)
    await expect(list).toContainText('移交纪要属实')
    await expect(list).toContainText(`${charge.who.name} ${String(+pointsOf(charge.micro).toFixed(4))}分`)
    await expectNoBarriers(board)
    await keepPicture(board, 'ledger-entry')

    const after = await office.call(readLedger, {})
    const sum = (ledger: typeof after) =>
      [...ledger.byUnit, ...ledger.byStreet].reduce((total, { points }) => total + points, 0)
    expect(after.total.points).toBe(before.total.points)
    expect([sum(before), sum(after)]).toEqual([before.total.points, before.total.points])
    const share = (ledger: typeof after, id: string) =>
      ledger.byUnit.find(({ of }) => of?.id === id)?.points ?? 0
    expect(share(after, other.id) - share(before, other.id)).toBe(charge.micro)

    await board.goto(`${product.address}/morning`)
    await expect(board.getByRole('table', { name: '今日先办' }).getByRole('row').nth(1)).toContainText('危及')
    await expectNoBarriers(board)
    await desk.close()
  },
)
