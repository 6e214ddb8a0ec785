import { browserFlags, installedBrowser } from '../tools/browser.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const browser = installedBrowser()

// A browser that draws maps; the other journeys go without.
journey.use({
  launchOptions: {
    ...(browser === undefined ? {} : { executablePath: browser }),
    args: [...browserFlags],
  },
})

journey(
  'the findings are drawn on the map, all that have a position',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    await (await visitorOf(product, 'chuangjianban')).enter(context)
    await page.goto('/findings/map')
    await expect(page.getByText(/^图上 \d+ 件$/)).toBeVisible()
    await expect(page.locator('canvas')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'finding-map')
  },
)
