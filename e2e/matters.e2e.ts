import { whoAmI } from '@chuangyuan/contract/identity'
import { giveMatter } from '@chuangyuan/contract/matter'
import { listPlaces } from '@chuangyuan/contract/site'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import type { Page } from '@playwright/test'
import { pageOf } from './harness/finding-desk.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

/** Goes by the menu, as people do. */
async function open(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).click()
}

journey(
  'a meeting decides, the unit answers, the office accepts, and the to-do lists follow',
  async ({ product, browser, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    const { units } = await office.call(listPlaces, {})
    const owing = await visitorOf(product, 'yuanlin')
    const [scope] = (await owing.call(whoAmI, {})).grants.map((grant) => grant.scope)
    const leadId = scope?.kind === 'unit' ? scope.unitId : undefined
    const lead = units.find(({ id }) => id === leadId)
    const other = units.find(({ id }) => id !== leadId)
    if (lead === undefined || other === undefined) throw new Error('the demo has no two units')
    const today = dayOf(Date.now() as Instant)
    await office.call(giveMatter, {
      body: {
        ...{ kind: 'order', findingId: null, title: '报送古树名木清单', words: '', unitId: lead.id },
        ...{ assisting: [], dueOn: addDays(today, -2) },
      },
    })

    await office.enter(context)
    await page.goto('/meetings/new')
    await page.getByLabel('会议名称').fill('第三次调度会')
    await page.getByLabel('议题').fill('补植进度\n养护移交')
    await page.getByRole('button', { name: '再加一条议定' }).click()
    for (const [at, title, unit] of [
      [1, '三日内补植完毕', lead.name],
      [2, '移交养护台账', other.name],
    ] as const) {
      const decision = page.getByRole('region', { name: `议定事项 ${String(at)}` })
      await decision.getByLabel('事项', { exact: true }).fill(title)
      await decision.getByLabel('主办单位').selectOption({ label: unit })
      await decision.getByLabel('限办日期').fill(addDays(today, 3))
    }
    await expectNoBarriers(page)
    await page.getByRole('button', { name: '保存会议' }).click()
    const list = page.getByRole('table', { name: '交办事项' })
    await expect(list.getByRole('row')).toHaveCount(3)
    await open(page, '会议')
    await expect(page.getByRole('table', { name: '会议' })).toContainText('养护移交')
    await keepPicture(page, 'meetings')

    const unit = await pageOf(browser, product, 'yuanlin')
    await unit.goto('/todos')
    const waiting = unit.getByRole('table', { name: '待我办' })
    await expect(waiting).toContainText('报送古树名木清单')
    await waiting.getByRole('link', { name: '三日内补植完毕' }).click()
    await unit.getByRole('button', { name: '报完成' }).click()
    await unit.getByLabel('说明').fill('补植香樟二十六株')
    await unit.getByRole('dialog').getByRole('button', { name: '报完成' }).click()
    await expect(unit.getByRole('region', { name: '办理经过' })).toContainText('补植香樟二十六株')
    await open(unit, /^待办/)
    await expect(waiting).toContainText('报送古树名木清单')
    await expect(waiting).not.toContainText('三日内补植完毕')

    await open(page, /^待办/)
    await keepPicture(page, 'todos')
    const desk = page.getByRole('table', { name: '待我办' })
    await desk.getByRole('link', { name: '三日内补植完毕' }).click()
    await page.getByRole('button', { name: '认可办结' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '认可办结' }).click()
    await expect(page.getByText('现在没有您要做的。')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'matter')
    await open(page, /^待办/)
    await expect(desk).toBeVisible()
    await expect(desk).not.toContainText('三日内补植完毕')

    await page.goto('/matters?late=true')
    await expect(list.getByRole('row')).toHaveCount(2)
    await expect(list).toContainText('报送古树名木清单')
    await keepPicture(page, 'matters')
    await unit.context().close()
  },
)
