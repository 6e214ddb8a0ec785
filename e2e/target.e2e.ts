import { listTargets, showTarget } from '@chuangyuan/contract/target'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

journey(
  'a street reports what it has built, and the target moves by exactly that',
  async ({ startOwn, page, context, expectNoBarriers, keepPicture }) => {
    const product = await startOwn()
    const street = await visitorOf(product, 'jiedao')
    const { targets } = await street.call(listTargets, {})
    const target = targets.find(({ kind }) => kind.id === 'new-green')
    const params = { targetId: target?.id ?? '' }
    const before = await street.call(showTarget, { params })
    const own = before.parts.find(({ mayReport, kind }) => mayReport && kind === 'street')
    if (target === undefined || own === undefined) throw new Error('the demo has no share for its street')

    await street.enter(context)
    await page.goto(`${product.address}/target`)
    await expect(page.getByRole('heading', { name: '任务指标' })).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'target')
    await page.getByRole('link', { name: target.name, exact: true }).click()
    const parts = page.getByRole('table', { name: '街道分解与项目' })
    await parts.getByRole('button', { name: `记进度 ${own.name}` }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel('口径')).toHaveCount(0)
    await dialog.getByLabel(/本次新增/).fill('0.125')
    await dialog.getByLabel(/凭据/).fill('验收单第9号')
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const after = await street.call(showTarget, { params })
    expect(after.target.figures.built - before.target.figures.built).toBe(125)
    await expectNoBarriers(page)
    await keepPicture(page, 'target-detail')

    await parts.getByRole('row', { name: own.name }).getByRole('link', { name: /建成/ }).first().click()
    const entries = page.getByRole('table', { name: '进度记录' })
    await expect(entries).toContainText('验收单第9号')
    await expect(entries).toContainText('0.125公顷')
    await expectNoBarriers(page)
  },
)
