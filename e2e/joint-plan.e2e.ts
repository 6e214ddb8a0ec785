import { randomUUID } from 'node:crypto'
import { actOnFinding, reportFinding } from '@chuangyuan/contract/finding'
import { listPlaces, listSites } from '@chuangyuan/contract/site'
import type { Page } from '@playwright/test'
import { pageOf } from './harness/finding-desk.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const words = '行道树枯死，树池被摊点占用（联合方案）'

/** Opens, from the to-dos, the one thing that waits in these words. */
async function openTodo(page: Page, stage: string): Promise<void> {
  await page.goto('/todos')
  await page
    .getByRole('row')
    .filter({ hasText: '联合方案' })
    .filter({ hasText: stage })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('region', { name: '联合方案' })).toBeVisible()
}

async function answer(page: Page, name: string, said = ''): Promise<void> {
  const plan = page.getByRole('region', { name: '联合方案' })
  await plan.getByRole('button', { name }).click()
  const dialog = page.getByRole('dialog')
  if (said !== '') await dialog.getByLabel(/^说明/).fill(said)
  await dialog.getByRole('button', { name }).click()
  await expect(dialog).toHaveCount(0)
}

journey(
  'two departments agree on who does what, and each step becomes a matter; what was done is found again',
  async ({ browser, startOwn, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const { call } = await visitorOf(product, 'chuangjianban')
    const { units, streets } = await call(listPlaces, {})
    const lead = units.find(({ name }) => name.endsWith('园林绿化局'))
    const helper = units.find(({ name }) => name.endsWith('青屏街道办事处'))
    const street = streets.find(({ name }) => name === '青屏街道')
    const [site] = (await call(listSites, { query: { street: street?.id, kind: 'road', limit: 1 } })).rows
    if (lead === undefined || helper === undefined || site === undefined)
      throw new Error('the demo has the bureau, the street and its roads')
    const said = { id: randomUUID(), kind: 'dead-plant', siteId: site.id, words, channel: 'desk' } as const
    const rest = { severity: null, streetId: null, place: null, address: '', entries: [], photos: [] }
    const body = { ...said, ...rest, foundAt: Date.now(), onBehalfOf: '李师傅', visitId: null }
    const { id: findingId } = await call(reportFinding, { body })
    const act = { action: 'dispatch' as const, unitId: lead.id, postId: null, assisting: [helper.id] }
    await call(actOnFinding, { params: { findingId }, body: { act: { action: 'file' } } })
    await call(actOnFinding, { params: { findingId }, body: { act } })

    const parks = await pageOf(browser, product, 'yuanlin')
    await parks.goto(`/findings/${findingId}`)
    await parks.getByRole('button', { name: '写联合方案' }).click()
    const draft = parks.getByRole('dialog', { name: '联合方案' })
    const step = (n: number) => draft.getByRole('group', { name: `第${String(n)}步` })
    await step(1).getByLabel('做什么').fill('清走摊点，腾出树池')
    await step(1).getByLabel('单位').selectOption(helper.id)
    await step(1).getByLabel('限办日期').fill('2099-12-01')
    await draft.getByRole('button', { name: '再加一步' }).click()
    await step(2).getByLabel('做什么').fill('补植行道树')
    await step(2).getByLabel('单位').selectOption(lead.id)
    await step(2).getByLabel('限办日期').fill('2099-12-20')
    await expectNoBarriers(parks)
    await draft.getByRole('button', { name: '保存' }).click()
    await expect(parks.getByRole('region', { name: '联合方案' })).toContainText('征求协办单位意见')

    const block = await pageOf(browser, product, 'jiedao')
    await openTodo(block, '待确认方案')
    await answer(block, '提出异议', '夜市摊点须先定疏导点')
    await openTodo(parks, '有异议，待重写')
    await parks.getByRole('button', { name: '重写方案' }).click()
    await step(1).getByLabel('做什么').fill('定疏导点后清走摊点，腾出树池')
    await draft.getByRole('button', { name: '保存' }).click()
    await expect(draft).toHaveCount(0)
    await openTodo(block, '待确认方案')
    await answer(block, '确认方案')

    const office = await pageOf(browser, product, 'chuangjianban')
    await openTodo(office, '待批准')
    await answer(office, '批准方案')
    const plan = office.getByRole('region', { name: '联合方案' })
    await expect(plan).toContainText('已批准，每一步已成为交办事项')
    await keepPicture(office, 'joint-plan')
    await office.goto(`/matters?finding=${findingId}`)
    const matters = office.getByRole('table', { name: '交办事项' })
    await expect(matters.getByRole('row').filter({ hasText: '定疏导点后清走摊点' })).toContainText(
      helper.name,
    )
    await expect(matters.getByRole('row').filter({ hasText: '补植行道树' })).toContainText(lead.name)

    const done = async (page: Page, ...steps: string[]) => {
      await page.goto('/todos?part=done')
      const list = page.getByRole('table', { name: '已办' })
      await expect(list).toBeVisible()
      const told = await list.getByRole('row').filter({ hasText: site.name }).allInnerTexts()
      for (const each of steps) expect(told.filter((line) => line.includes(each))).toHaveLength(1)
    }
    await done(office, '创建办批准了联合方案')
    await done(block, '协办单位对联合方案有异议', '协办单位确认了联合方案')
    await expectNoBarriers(block)
    await block.getByRole('table', { name: '已办' }).getByRole('link').first().click()
    await expect(block).toHaveURL(new RegExp(`/findings/${findingId}$`))
    for (const page of [parks, block, office]) await page.context().close()
  },
)
