/**
 * Takes the pictures of the documents from a fresh demo district, so that they
 * never show a product that no longer exists: `npm run screenshots`.
 */
import { chromium, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import buildOnce from '../e2e/harness/build-console.ts'
import { startProduct } from '../e2e/harness/running-product.ts'
import { firstAdministrator, visitorOf } from '../e2e/harness/visitor.ts'
import { browserFlags, browserOrInstall } from './browser.ts'
import { projectRoot } from './run-step.ts'

interface Picture {
  /** File name in docs/pictures, without its ending. */
  readonly name: string
  /** Demo account that looks; none sees the page before signing in. */
  readonly login?: string
  readonly path: string
  readonly size?: { readonly width: number; readonly height: number }
  /** What a person would do before the picture is worth taking. */
  readonly prepare?: (page: Page) => Promise<void>
}

const desktop = { width: 1440, height: 900 }

const pictures: readonly Picture[] = [{ name: 'home', login: 'chuangjianban', path: '/' }]

const found = browserOrInstall()
if ('missing' in found) throw new Error(found.missing)

const folder = path.join(projectRoot, 'docs', 'pictures')
mkdirSync(folder, { recursive: true })
await buildOnce()
const product = await startProduct()
const browser = await chromium.launch({ executablePath: found.browser, args: [...browserFlags] })
try {
  await firstAdministrator(product)
  for (const { name, login, path: address, size = desktop, prepare } of pictures) {
    const context = await browser.newContext({
      ...{ baseURL: product.address, viewport: size, deviceScaleFactor: 1.5 },
      ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: 'light', reducedMotion: 'reduce' },
    })
    if (login !== undefined) await (await visitorOf(product, login)).enter(context)
    const page = await context.newPage()
    await page.goto(address)
    await page.waitForLoadState('networkidle')
    await prepare?.(page)
    const file = path.join(folder, `${name}.png`)
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    console.log(path.relative(projectRoot, file))
    await context.close()
  }
} finally {
  await browser.close()
  await product.stop()
}
