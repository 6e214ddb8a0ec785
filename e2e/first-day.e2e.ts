import { expect, journey } from './harness/journey.ts'

const ownPassword = 'Liushu-3917-huayuan'

journey(
  'a newcomer opens the set-up link, signs in, and reaches what stands behind the score of the demo',
  async ({ page, startOwn, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn({ fromNothing: true })
    const [, office = ''] = await product.printed(/账号 chuangjianban\s+密码 (\S+)/)

    await journey.step('makes the first administrator; the others’ passwords are shown once', async () => {
      await page.goto(await product.setUpLink())
      await expectNoBarriers(page)
      await page.getByLabel('同时新建一个区县').check()
      await page.getByLabel('区划代码').fill('990201')
      await page.getByLabel('区县名称').fill('云泽市柳塘区')
      await page.getByLabel('姓名').fill('林静')
      await page.getByLabel('账号名').fill('linjing')
      await page.getByLabel('口令').fill(ownPassword)
      await page.getByRole('button', { name: '建立管理员' }).click()
      await expect(page.getByRole('heading', { name: '管理员已建立' })).toBeVisible()
      await expect(page.getByRole('row', { name: /安全管理员/ }).locator('code')).not.toBeEmpty()
      await expect(page.getByRole('row', { name: /审计管理员/ }).locator('code')).not.toBeEmpty()
      await expectNoBarriers(page)
      await page.getByRole('button', { name: '已抄录，进入系统' }).click()
      await expect(page.locator('summary', { hasText: '林静' })).toBeVisible()
    })

    await journey.step('the link is spent', async () => {
      await page.context().clearCookies()
      await page.goto(await product.setUpLink())
      await page.reload()
      await page.getByLabel('姓名').fill('林静')
      await page.getByLabel('账号名').fill('second')
      await page.getByLabel('口令').fill(ownPassword)
      await page.getByRole('button', { name: '建立管理员' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
    })

    await journey.step('signs in as the office and must change the printed password', async () => {
      await page.goto(`${product.address}/sign-in`)
      await expectNoBarriers(page)
      await page.getByLabel('区县').selectOption({ label: '云泽市青禾区 · 演示数据' })
      await page.getByLabel('账号').fill('chuangjianban')
      await page.getByLabel('口令').fill(office)
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByLabel('现在的口令').fill(office)
      await page.getByLabel(/^\s*新口令/).fill(ownPassword)
      await page.getByLabel('再输一次新口令').fill(ownPassword)
      await page.getByRole('button', { name: '修改口令' }).click()
    })

    await journey.step('sees that an entry gate fails, and by how much', async () => {
      await expect(page.getByRole('heading', { name: '入围条件未过' })).toBeVisible()
      const verdict = page.getByRole('region', { name: '结论' })
      await expect(verdict.getByRole('listitem').filter({ hasText: '人均公共绿地' }).first()).toContainText(
        /缺 [\d.]+/,
      )
      await keepPicture(page, 'first-day-home')
      await expectNoBarriers(page)
    })

    await journey.step('reaches the reason of the item and the list behind a number', async () => {
      const lost = page.getByRole('link', { name: /失分条目/ })
      const count = Number(/\d+/.exec((await lost.textContent()) ?? '')?.[0])
      expect(count).toBeGreaterThan(0)
      await lost.click()
      await expect(page.getByRole('heading', { name: '标准对照' })).toBeVisible()
      await expect(page.locator('tr.item')).toHaveCount(count)
      await expectNoBarriers(page)
      await page
        .getByRole('link', { name: /人均公共绿地/ })
        .first()
        .click()
      await expect(page.getByText(/缺 .*平方米\/人/).first()).toBeVisible()
      await expect(page.getByText(/采用/).first()).toBeVisible()
      await expectNoBarriers(page)
    })
  },
)
