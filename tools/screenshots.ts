/**
 * Takes the pictures of the documents from a fresh demo district, so that they
 * never show a product that no longer exists: `npm run screenshots`.
 */
import { chromium, type Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildOnce } from '../e2e/harness/build-console.ts'
import { startProduct } from '../e2e/harness/running-product.ts'
import { firstAdministrator, visitorOf, type Visitor } from '../e2e/harness/visitor.ts'
import { browserFlags, browserOrInstall } from './browser.ts'
import { clerkWorkbook } from './clerk-workbook.ts'
import { withPalette } from './png-palette.ts'
import { projectRoot } from './run-step.ts'

interface Picture {
  /** File name in docs/pictures, without its ending. */
  readonly name: string
  /** Demo account that looks; none sees the page before signing in. */
  readonly login?: string
  readonly path: string
  readonly size?: { readonly width: number; readonly height: number }
  /** What a person would do before the picture is worth taking. */
  readonly prepare?: (page: Page, visitor: Visitor | undefined) => Promise<void>
}

const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const office = { login: 'chuangjianban' }

/** Maps draw after the page has loaded; what they drew is seen once the network has been quiet again. */
async function mapDrawn(page: Page): Promise<void> {
  await page.locator('.maplibregl-canvas').first().waitFor()
  await Promise.race([page.waitForLoadState('networkidle'), page.waitForTimeout(10_000)])
  await page.waitForTimeout(1_500)
}

async function showCounted(page: Page): Promise<void> {
  await mapDrawn(page)
  await page.getByRole('heading', { name: '图上算了什么' }).evaluate((heading) => {
    heading.scrollIntoView()
  })
}

async function showPreview(page: Page): Promise<void> {
  const buffer = Buffer.from(await clerkWorkbook())
  await page.getByLabel('选择文件').setInputFiles({ name: '新增点位.xlsx', mimeType: '', buffer })
  await page.getByRole('table', { name: '逐行明细' }).waitFor()
  await page.waitForLoadState('networkidle')
}

/** A finding that has been through both gates. */
async function openClosedFinding(page: Page): Promise<void> {
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: '两关' }).waitFor()
}

/** The phone has a sign-in of its own, which also opens what it keeps for that account. */
async function openPhone(page: Page, visitor: Visitor | undefined): Promise<void> {
  await page.getByLabel('账号').fill(visitor?.login ?? '')
  await page.getByLabel('口令').fill(visitor?.password ?? '')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '待办' }).waitFor()
  await page.getByRole('link', { name: '地图', exact: true }).click()
  await page.waitForTimeout(3_000)
}

const pictures: readonly Picture[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'home', ...office, path: '/' },
  { name: 'home-phone', ...office, path: '/', size: phone },
  { name: 'standard', ...office, path: '/standard' },
  { name: 'indicator', ...office, path: '/indicators/park-green-per-head', prepare: showCounted },
  { name: 'streets', ...office, path: '/gaps/streets' },
  { name: 'map', ...office, path: '/map', prepare: mapDrawn },
  { name: 'duty-holes', ...office, path: '/duty-holes' },
  { name: 'import', ...office, path: '/import', prepare: showPreview },
  { name: 'layers', ...office, path: '/layers' },
  { name: 'pack', ...office, path: '/packs/garden-2000-2005/0' },
  { name: 'board', ...office, path: '/findings/board' },
  { name: 'finding', ...office, path: '/findings?stage=closed', prepare: openClosedFinding },
  { name: 'finding-map', ...office, path: '/findings/map', prepare: mapDrawn },
  { name: 'patrol', ...office, path: '/supervision/patrol' },
  { name: 'field', login: 'ducha', path: '/field/', size: phone, prepare: openPhone },
]

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
    console.log(`docs/pictures/${name}.png`)
    const context = await browser.newContext({
      ...{ baseURL: product.address, viewport: size, deviceScaleFactor: 1 },
      ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: 'light', reducedMotion: 'reduce' },
    })
    const visitor = login === undefined ? undefined : await visitorOf(product, login)
    await visitor?.enter(context)
    const page = await context.newPage()
    await page.goto(address)
    // A page that listens for changes is never idle.
    await Promise.race([page.waitForLoadState('networkidle'), page.waitForTimeout(10_000)])
    await prepare?.(page, visitor)
    const file = path.join(folder, `${name}.png`)
    writeFileSync(file, withPalette(await page.screenshot({ animations: 'disabled', caret: 'hide' })))
    await context.close()
  }
} finally {
  await browser.close()
  await product.stop()
}
