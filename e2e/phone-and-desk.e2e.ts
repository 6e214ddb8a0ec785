import { getFieldPackage } from '@chuangyuan/contract/field'
import { actOnFinding, getFinding, listFindings, type FindingActionInput } from '@chuangyuan/contract/finding'
import { listPlaces, listSites } from '@chuangyuan/contract/site'
import path from 'node:path'
import { projectRoot } from '../tools/run-step.ts'
import { expect, journey } from './harness/journey.ts'
import { act, addPhoto, pageOf } from './harness/finding-desk.ts'
import { openPhone, outsideSignal, phoneOf, picture, received } from './harness/phone.ts'
import { visitorOf } from './harness/visitor.ts'

const entry = '绿地内无黄土裸露'

journey(
  'found on the phone without signal, dispatched at the desk, put right and judged on phones, closed, and reopened',
  async ({ browser, product, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const inspector = await visitorOf(product, 'ducha')
    const reply = await inspector.call(getFieldPackage, { query: {} })
    const park = reply.unchanged
      ? undefined
      : reply.package.sites.find(({ kind, lon }) => kind === 'park' && lon !== null)
    const { units } = await inspector.call(listPlaces, {})
    const parks = units.find(({ name }) => name.endsWith('园林绿化局'))
    if (park?.lon == null || park.lat === null || parks === undefined)
      throw new Error('the demo has a park in the zone of its team, and a landscape office')

    const patrol = await phoneOf(browser, product, { lon: park.lon, lat: park.lat })
    await journey.step('patrol: a visit without signal, one entry fails and becomes a finding', async () => {
      await openPhone(patrol, inspector)
      await outsideSignal(patrol, async () => {
        await patrol.getByRole('link', { name: '检查', exact: true }).click()
        await patrol.getByRole('searchbox', { name: '搜索点位名称、编号、地址' }).fill(park.code)
        await patrol.getByRole('button', { name: park.name }).click()
        const failing = patrol.getByRole('group', { name: entry })
        await failing.getByRole('button', { name: '不合格' }).click()
        await failing.getByLabel(`拍照上报 ${entry}`).setInputFiles(picture)
        await expect(patrol.getByRole('button', { name: entry })).toHaveAttribute('aria-pressed', 'true')
        await patrol.getByRole('button', { name: '保存' }).click()
        await patrol.getByRole('button', { name: '完成' }).click()
        await expect(failing).toContainText('已上报')
        await patrol.getByRole('button', { name: '其余都合格' }).click()
        await patrol.getByRole('button', { name: '保存检查' }).click()
        await expect(patrol.getByText('检查已保存')).toBeVisible()
        await expect(patrol.getByText('3 件待送出')).toBeVisible()
      })
      await received(patrol, { records: 2, photos: 1 })
      await expect(patrol.getByText('回执签名已验证')).toBeVisible()
    })

    const [found] = (await inspector.call(listFindings, { query: { site: park.id, order: 'newest' } })).rows
    const params = { findingId: found?.id ?? '' }
    const address = `/findings/${params.findingId}`
    const office = await pageOf(browser, product, 'chuangjianban')
    await journey.step('desk: filed and dispatched', async () => {
      await office.goto(address)
      await act(office, '立案')
      await act(office, '派遣', async (drawer) => {
        await drawer.getByLabel('责任单位').selectOption(parks.id)
      })
    })

    const unit = await phoneOf(browser, product)
    await journey.step('unit: measures planned and carried out, with a photo of them', async () => {
      await openPhone(unit, await visitorOf(product, 'yuanlin'))
      await unit.goto(`/field/finding/${params.findingId}`)
      await unit.getByRole('button', { name: '定措施' }).click()
      await unit.getByLabel('怎么改').fill('清土，补植麦冬')
      await expectNoBarriers(unit)
      await unit.getByRole('button', { name: '保存' }).click()
      await unit.getByRole('button', { name: '完成', exact: true }).click()
      await unit.getByRole('button', { name: '措施完成了' }).click()
      await unit.getByLabel('做了什么').fill('已补植 20 平方米')
      await unit.getByLabel('拍整改后照片').setInputFiles(picture)
      await expect(unit.getByRole('img', { name: '问题照片' })).toHaveCount(2)
      await unit.getByRole('button', { name: '保存' }).click()
      await expect(unit.getByText('已保存，有网络就送出。')).toBeVisible()
      await received(unit, { records: 2, photos: 1 })
    })

    await journey.step('desk: the measures pass the first gate', async () => {
      await office.reload()
      await act(office, '核措施', async (drawer) => {
        await drawer.getByLabel('通过', { exact: true }).check()
      })
    })

    const judge = await phoneOf(browser, product, { lon: park.lon, lat: park.lat })
    await journey.step('re-check: the same entry, on the spot, by somebody else', async () => {
      await openPhone(judge, await visitorOf(product, 'fucha'))
      await judge.goto(`/field/finding/${params.findingId}`)
      await judge.getByRole('button', { name: '复查效果' }).click()
      await judge
        .getByRole('group', { name: entry })
        .getByRole('button', { name: '合格', exact: true })
        .click()
      await judge.getByLabel('拍整改后照片').setInputFiles(picture)
      await expect(judge.getByRole('button', { name: '删除这张照片' })).toBeVisible()
      await expectNoBarriers(judge)
      await keepPicture(judge, 'field-judge')
      await judge.getByRole('button', { name: '保存' }).click()
      await expect(judge.getByText('已保存，有网络就送出。')).toBeVisible()
      await received(judge, { records: 1, photos: 1 })
      expect(await inspector.call(getFinding, { params })).toMatchObject({ stage: 'closed' })
    })

    await journey.step('a later look reopens it, and nothing of its history is lost', async () => {
      const second = await pageOf(browser, product, 'fucha')
      await second.goto(address)
      await act(second, '回头看重开', async (drawer) => {
        await drawer.getByLabel('说明', { exact: true }).fill('又裸露')
        await addPhoto(second, drawer)
      })
      await expect(second.getByRole('region', { name: '经过' })).toContainText(
        /回头看重开：又裸露.*效果关通过，销号.*措施关通过.*报完成：已补植.*报整改措施.*派遣给.*立案.*上报/,
      )
      await keepPicture(second, 'finding-reopened')
      const after = await inspector.call(getFinding, { params })
      expect(after.counts.reopened).toBe(1)
      expect(after.reporters).toMatchObject([{ channel: 'visit', by: { name: '督查组' } }])
    })
    for (const page of [patrol, office, unit, judge]) await page.context().close()
  },
)

/** Taken on 5 March 2026 in another town, as its file says. */
const foreignPicture = path.join(projectRoot, 'apps/server/src/features/photo/testing-sample.heic')

journey(
  'the duty desk reports and answers for others on its phone, and what a photo’s file says stays a hint',
  async ({ browser, product, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const office = await visitorOf(product, 'chuangjianban')
    const { units } = await office.call(listPlaces, {})
    const [garden] = (await office.call(listSites, { query: { kind: 'street-garden', placed: 'true' } })).rows
    const [parks, helping] = [units.find(({ name }) => name.endsWith('园林绿化局')), units[0]]
    if (garden?.lon == null || garden.lat === null || parks === undefined || helping === undefined)
      throw new Error('the demo has gardens, a landscape office and another unit')

    const phone = await phoneOf(browser, product, { lon: garden.lon, lat: garden.lat })
    await openPhone(phone, office)
    await phone.getByRole('link', { name: '待办', exact: true }).click()
    await phone.getByRole('link', { name: '值班台代报' }).click()
    await phone.getByLabel('替谁报（真实反映人）').fill('王秀英')
    await phone.getByRole('button', { name: '换一个点位' }).click()
    await phone.getByRole('searchbox', { name: '搜索点位名称、编号、地址' }).fill(garden.code)
    await phone.getByRole('button', { name: garden.name }).click()
    await phone.getByRole('button', { name: '无黄土裸露' }).click()
    await phone.getByLabel('拍照上报').first().setInputFiles(foreignPicture)
    await expect(phone.getByText(/照片自带位置距此 [\d.]+ km/)).toBeVisible()
    await expect(phone.getByText('照片自带时间 2026年3月5日 09:00')).toBeVisible()
    await expectNoBarriers(phone)
    await keepPicture(phone, 'field-desk-report')
    await phone.getByRole('button', { name: '保存' }).click()
    await expect(phone.getByText('已保存第 1 个')).toBeVisible()
    await received(phone, { records: 1, photos: 1 })

    const query = { site: garden.id, order: 'newest' } as const
    const [found] = (await office.call(listFindings, { query })).rows
    const params = { findingId: found?.id ?? '' }
    const reported = await office.call(getFinding, { params })
    expect(reported.reporters).toMatchObject([
      { channel: 'desk', by: { name: '创建办', onBehalfOf: '王秀英' } },
    ])
    expect(reported.place).toMatchObject({ lon: garden.lon, lat: garden.lat, how: 'device' })
    const acts: FindingActionInput[] = [
      { action: 'file' },
      { action: 'dispatch', unitId: parks.id, postId: null, assisting: [helping.id] },
    ]
    for (const act of acts) await office.call(actOnFinding, { params, body: { act, onBehalfOf: null } })

    await phone.getByRole('button', { name: '现在送出' }).click()
    await phone.goto(`/field/finding/${params.findingId}`)
    await expect(phone.getByText(`${helping.name} · 在办`)).toBeVisible()
    await phone.getByRole('button', { name: '协办办完' }).click()
    await phone.getByLabel('替谁办（真实办理人）').fill('王秀英')
    await expectNoBarriers(phone)
    await phone.getByRole('button', { name: '保存' }).click()
    await expect(phone.getByText(`${helping.name} · 已办完`)).toBeVisible()
    const { duty, history } = await office.call(getFinding, { params })
    expect(duty?.assisting.map(({ unit, doneAt }) => [unit.id, doneAt !== null])).toEqual([
      [helping.id, true],
    ])
    expect(history.find(({ verb }) => verb === 'finding.assist')?.details).toMatchObject({
      onBehalfOf: '王秀英',
    })
    await phone.context().close()
  },
)
