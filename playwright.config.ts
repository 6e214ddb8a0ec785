import { defineConfig } from '@playwright/test'
import { browserFlags, installedBrowser } from './tools/browser.ts'

const browser = installedBrowser()

/**
 * Journeys are `e2e/**\/*.e2e.ts`. Each runs on a desktop; those tagged `@phone` run on a phone too,
 * those tagged `@phone-only` only there.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/harness/before-all.ts',
  workers: 2,
  // A journey is a dozen pages and two accessibility scans; on a busy machine each takes seconds.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] === 'true',
  retries: 0,
  reporter: 'list',
  use: {
    actionTimeout: 20_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    // Tracing takes as long again as the journey itself; `--trace retain-on-failure` turns it on where one fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Maps are drawn by the processor here, which takes half of it; a journey that looks at one asks for it.
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [...browserFlags, '--disable-3d-apis'],
    },
  },
  projects: [
    { name: 'desktop', grepInvert: /@phone-only/, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
  ],
})
