import { test as playwright, expect, type Page } from '@playwright/test'
import AxeBuilder from '@axe-core/playwright'
import path from 'node:path'
import { projectRoot } from '../../tools/run-step.ts'
import { startProduct, type RunningProduct, type StartOptions } from './running-product.ts'

interface PerWorker {
  /** One product for all journeys of a worker; a journey that changes what others read starts its own. */
  readonly product: RunningProduct
}

interface PerJourney {
  /** Starts a product of the journey's own; it is stopped when the journey is over, however that ends. */
  readonly startOwn: (options?: StartOptions) => Promise<RunningProduct>
  /** Fails if the page holds a barrier of serious or critical impact (WCAG 2 A and AA). */
  readonly expectNoBarriers: (page: Page) => Promise<void>
  /** Keeps a picture of the page for a person to look at: test-results/pictures/NAME.VIEWPORT.png. */
  readonly keepPicture: (page: Page, name: string) => Promise<void>
}

export const journey = playwright.extend<PerJourney, PerWorker>({
  product: [
    async ({}, use) => {
      const product = await startProduct()
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ product }, use) => {
    await use(product.address)
  },
  startOwn: async ({}, use) => {
    const started: RunningProduct[] = []
    await use(async (options) => {
      const product = await startProduct(options)
      started.push(product)
      return product
    })
    // The last first: one that was stopped with its data kept may have been continued by another.
    for (const product of started.toReversed()) await product.stop()
  },
  expectNoBarriers: async ({}, use) => {
    await use(async (page) => {
      // No page has frames, and what passes is not described: the same rules in a third of the time.
      const { violations } = await new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .setLegacyMode()
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .analyze()
      const barriers = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(' ')) }))
      expect(barriers).toEqual([])
    })
  },
  keepPicture: async ({}, use, { project }) => {
    await use(async (page, name) => {
      const file = path.join(projectRoot, 'test-results', 'pictures', `${name}.${project.name}.png`)
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    })
  },
})

export { expect } from '@playwright/test'
