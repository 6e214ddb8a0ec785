import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

journey(
  'the office lets a group robot speak, hears why it may not, and chooses how it is reminded itself',
  async ({ startOwn, context, page, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const secret = 'SEC0123456789'
    let reply = '{"errcode":0,"errmsg":"ok"}'
    const heard: { signed: boolean; body: string }[] = []
    const group = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://group')
      const signed =
        createHmac('sha256', secret)
          .update(`${searchParams.get('timestamp') ?? ''}\n${secret}`)
          .digest('base64') === searchParams.get('sign')
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString('utf8')))
      request.on('end', () => {
        heard.push({ signed, body })
        response.end(reply)
      })
    })
    await new Promise<void>((done) => group.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${String((group.address() as AddressInfo).port)}`
    const product = await startOwn({ environment: { REMINDER_ORIGINS: origin } })
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    await page.goto(`${product.address}/reminders`)

    await journey.step('the hours of the digest are set, and what is no hour is not taken', async () => {
      await page.getByLabel('摘要时间').fill('8点半')
      await page.getByRole('button', { name: '保存' }).click()
      await expect(page.getByRole('alert')).toContainText('请按 08:30 的样子填写')
      await page.getByLabel('摘要时间').fill('9：00，16:00')
      await page.getByRole('button', { name: '保存' }).click()
      await expect(page.getByText('已保存。')).toBeVisible()
      await page.reload()
      await expect(page.getByLabel('摘要时间')).toHaveValue('09:00、16:00')
    })

    await journey.step('a robot is added, speaks, and is refused in its maker’s words', async () => {
      await page.getByRole('button', { name: '增加群机器人' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('名称').fill('创建工作群')
      await dialog.getByLabel('哪一家').selectOption({ label: '钉钉' })
      await dialog.getByLabel('机器人地址').fill('https://robot.example.com/send')
      await dialog.getByLabel('签名密钥').fill(secret)
      await dialog.getByRole('button', { name: '保存' }).click()
      await expect(dialog.getByRole('alert')).toContainText('提醒不能发往 robot.example.com')
      await dialog.getByLabel('机器人地址').fill(`${origin}/robot/send?access_token=x`)
      await expectNoBarriers(page)
      await dialog.getByRole('button', { name: '保存' }).click()
      await expect(dialog).toHaveCount(0)
      const robot = page.getByRole('row').filter({ hasText: '创建工作群' }).first()
      await robot.getByRole('button', { name: '试发' }).click()
      await expect(robot.getByRole('status')).toHaveText('发出去了。')
      expect(heard).toMatchObject([{ signed: true }])
      reply = '{"errcode":130101,"errmsg":"send too fast"}'
      await robot.getByRole('button', { name: '试发' }).click()
      await expect(robot.getByRole('status')).toContainText('没有发出去：130101 send too fast')
      await expect(robot.getByRole('status')).toContainText('发得太快')
      await expect(page.getByRole('region', { name: '发出的提醒' }).getByRole('row')).toHaveCount(3)
      await expectNoBarriers(page)
      await keepPicture(page, 'reminders')
      await robot.getByRole('button', { name: '删除' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
      await expect(page.getByText('还没有群机器人。')).toBeVisible()
    })

    await journey.step('one’s own reminders are kept; a browser without a push service says so', async () => {
      await context.grantPermissions(['notifications'], { origin: product.address })
      await page.goto(`${product.address}/account`)
      await page.getByLabel('电子邮箱').fill('chuangjianban@example.gov.cn')
      await page.getByLabel('用自己的免打扰时段').check()
      await page.getByLabel('免打扰从').fill('21:30')
      await page.getByRole('button', { name: '保存' }).click()
      await expect(page.getByText('已保存。')).toBeVisible()
      await page.reload()
      await expect(page.getByLabel('免打扰从')).toHaveValue('21:30')
      await expectNoBarriers(page)
      await page.getByRole('button', { name: '让这个浏览器收推送' }).click()
      await expect(page.getByRole('alert')).toContainText('可改用邮件或群机器人')
    })

    await journey.step(
      'a browser with a push service is listed, known as this one, and dropped',
      async () => {
        // The service is its maker's, out on the internet; here it only answers where it can be reached.
        await page.addInitScript((endpoint) => {
          const keys = { p256dh: 'AAAA', auth: 'AAAA' }
          PushManager.prototype.subscribe = () =>
            Promise.resolve({ toJSON: () => ({ endpoint, keys }) } as unknown as PushSubscription)
        }, `${origin}/push`)
        await page.reload()
        const mine = page.getByRole('region', { name: '提醒', exact: true })
        await mine.getByRole('button', { name: '让这个浏览器收推送' }).click()
        await expect(mine.getByRole('listitem')).toContainText('当前')
        await expect(mine.getByRole('button', { name: '让这个浏览器收推送' })).toHaveCount(0)
        await expectNoBarriers(page)
        await keepPicture(page, 'own-reminders')
        await mine.getByRole('button', { name: '不再收' }).click()
        await expect(mine.getByRole('listitem')).toHaveCount(0)
        await expect(mine.getByRole('button', { name: '让这个浏览器收推送' })).toBeVisible()
      },
    )
    await new Promise((done) => group.close(done))
  },
)
