import { findingBoard, listFindings } from '@chuangyuan/contract/finding'
import { listPlaces, listSites } from '@chuangyuan/contract/site'
import { act, addPhoto, pageOf } from './harness/finding-desk.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const words = '来电反映：游园东门两株乔木枯死'

journey(
  'a call to the desk becomes a finding, goes through both gates, fails, is put right, closed and reopened',
  async ({ browser, startOwn, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const { call } = await visitorOf(product, 'chuangjianban')
    const { units } = await call(listPlaces, {})
    const parks = units.find(({ name }) => name.endsWith('园林绿化局'))
    const [site] = (await call(listSites, { query: { kind: 'street-garden', limit: 1 } })).rows
    if (parks === undefined || site === undefined)
      throw new Error('the demo has a landscape office and gardens')

    const office = await pageOf(browser, product, 'chuangjianban')
    await office.goto('/findings/new')
    await office.getByLabel('按名称、编码或拼音找点位').fill(site.name)
    await office.getByRole('button', { name: new RegExp(`^${site.name} `) }).click()
    await office.getByLabel('问题类别').selectOption({ index: 1 })
    await office.getByLabel('反映的内容').fill(words)
    await office.getByLabel('真实反映人').fill('王秀英')
    await expectNoBarriers(office)
    await keepPicture(office, 'finding-new')
    await office.getByRole('button', { name: '登记', exact: true }).click()
    await expect(office).toHaveURL(/\/findings\/[0-9a-f-]{36}$/)
    await expect(office.getByText(/王秀英（创建办代录）/).first()).toBeVisible()
    const address = new URL(office.url()).pathname

    await act(office, '立案')
    await act(office, '派遣', async (drawer) => {
      await drawer.getByLabel('责任单位').selectOption(parks.id)
    })
    await expect(office.getByRole('region', { name: '时限怎么算的' })).toContainText('正在计时')
    await expectNoBarriers(office)

    const unit = await pageOf(browser, product, 'yuanlin')
    await unit.goto(address)
    await act(unit, '报整改措施', async (drawer) => {
      await drawer.getByLabel('整改措施').fill('清除枯死株，补植国槐两株')
      await drawer.getByLabel('责任人').fill('钱二')
      await drawer.getByLabel('计划完成日期').fill('2099-03-05')
      await expectNoBarriers(unit)
    })
    await act(unit, '报完成', async (drawer) => {
      await drawer.getByLabel('完成情况').fill('已补植')
    })
    const why = unit.getByRole('region', { name: '可以做的事' })
    await expect(why).toContainText('您的角色没有这项权限')

    const first = await pageOf(browser, product, 'ducha')
    await first.goto(address)
    await act(first, '核措施', async (drawer) => {
      await drawer.getByLabel('通过', { exact: true }).check()
    })
    const gates = first.getByRole('region', { name: '两关' })
    await expect(gates).toContainText(/第一关.*已过.*核查人 督查组/)
    const actions = first.getByRole('region', { name: '可以做的事' })
    await expect(actions.getByRole('button', { name: '核效果' })).toBeDisabled()
    await expect(actions).toContainText('措施关是您核的，效果关须换一个人')

    const second = await pageOf(browser, product, 'fucha')
    await second.goto(address)
    const judge = (verdict: '通过' | '不通过', said: string) =>
      act(second, '核效果', async (drawer) => {
        for (const choice of await drawer.getByLabel(verdict, { exact: true }).all()) await choice.check()
        await drawer.getByLabel('说明（可不填）').fill(said)
        await addPhoto(second, drawer)
      })
    await judge('不通过', '一株未成活')
    await expect(second.getByRole('region', { name: '两关' })).toContainText(
      /第二关.*未过.*复查组.*一株未成活/,
    )
    await expect(second.getByRole('region', { name: '情况' })).toContainText('返工 1 次')
    await keepPicture(second, 'finding-failed')

    await unit.reload()
    await act(unit, '报完成', async (drawer) => {
      await drawer.getByLabel('完成情况').fill('已换植，成活')
    })
    await first.reload()
    await act(first, '核措施', async (drawer) => {
      await drawer.getByLabel('通过', { exact: true }).check()
    })
    await second.reload()
    await judge('通过', '成活')
    await expect(second.getByText('已销号').first()).toBeVisible()
    await expectNoBarriers(second)

    await act(second, '回头看重开', async (drawer) => {
      await drawer.getByLabel('说明', { exact: true }).fill('再次枯死')
      await addPhoto(second, drawer)
    })
    await expect(second.getByText('待报措施').first()).toBeVisible()
    await expect(second.getByRole('region', { name: '经过' })).toContainText('回头看重开：再次枯死')
    for (const page of [office, unit, first, second]) await page.context().close()
  },
)

journey(
  'every number of the board opens its list, and many are filed at once',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    const { total } = await office.call(findingBoard, {})
    await page.goto('/findings/board')
    await page
      .getByRole('link', { name: /打开未销号清单$/ })
      .first()
      .click()
    await expect(page).toHaveURL(/\/findings\?open=true$/)
    await expect(page.getByText(`共 ${String(total.open)} 条`)).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'findings')

    const all = String(total.open)
    await page.getByRole('checkbox', { name: '选中本页全部' }).check()
    await page.getByRole('button', { name: `选中符合条件的全部 ${all} 条` }).click()
    await expect(page.getByRole('status').filter({ hasText: `已选 ${all} 件` })).toBeVisible()
    await keepPicture(page, 'findings-all-chosen')
    await page.getByRole('button', { name: '催办', exact: true }).click()
    const urging = page.getByRole('dialog', { name: `批量催办（${all} 件）` })
    await urging.getByLabel('说明（可不填）').fill('请按时限办结')
    await urging.getByRole('button', { name: '催办', exact: true }).click()
    await expect(urging.getByRole('status')).toHaveText(/^\d+ 件办成，\d+ 件未办成$/)
    const [ok, no] = (await urging.getByRole('status').innerText()).match(/\d+/g) ?? []
    expect(Number(ok) + Number(no)).toBe(total.open)
    expect(Number(ok)).toBeGreaterThan(0)
    await urging.getByRole('button', { name: '完成' }).click()

    const { total: waiting } = await office.call(listFindings, { query: { stage: 'reported', limit: 1 } })
    await page.goto('/findings?stage=reported')
    await page.getByRole('checkbox', { name: '选中本页全部' }).check()
    await page.getByRole('button', { name: '立案', exact: true }).click()
    const drawer = page.getByRole('dialog', { name: `批量立案（${String(waiting)} 件）` })
    await drawer.getByRole('button', { name: '立案', exact: true }).click()
    await expect(drawer).toContainText(`${String(waiting)} 件办成，0 件未办成`)
    await expectNoBarriers(page)
  },
)

journey(
  'indices and the burden audit can be read by everybody',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    await (await visitorOf(product, 'chuangjianban')).enter(context)
    await page.goto('/findings/indices?by=street')
    await expect(page.getByRole('columnheader', { name: '按期处置率' })).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'finding-indices')
    await page.goto('/burden')
    await expect(page.getByText('没有一项事实要填两次，检查表里也没有重复的检查项。')).toBeVisible()
    await expectNoBarriers(page)
  },
)
