/**
 * All tests: Vitest over every workspace, then the browser journeys. The last
 * line is the sum of both runners, alone, for machines to read.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { browserOrInstall } from './browser.ts'
import { projectRoot, runStep, seconds } from './run-step.ts'
import { sum, tallyLine, tallyPlaywright, tallyVitest, withExitCode, type Tally } from './test-tally.ts'

const reports = path.join(projectRoot, '.cache', 'reports')
const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

async function unitTests(): Promise<Tally> {
  const report = path.join(reports, 'vitest.json')
  rmSync(report, { force: true })
  const exitCode = await runStep('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  return withExitCode(existsSync(report) ? tallyVitest(report) : nothing, exitCode)
}

async function browserTests(): Promise<Tally> {
  const report = path.join(reports, 'playwright.json')
  rmSync(report, { force: true })
  const found = browserOrInstall()
  if ('missing' in found) {
    await runStep('playwright', ['test', '--list', '--reporter=json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    })
    const planned = existsSync(report) ? tallyPlaywright(report) : nothing
    console.log(`浏览器测试已跳过 browser tests SKIPPED: ${found.missing}`)
    return { passed: 0, failed: 0, skipped: Math.max(1, planned.passed + planned.skipped) }
  }
  const exitCode = await runStep('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    CHROMIUM: found.browser,
  })
  return withExitCode(existsSync(report) ? tallyPlaywright(report) : nothing, exitCode)
}

mkdirSync(reports, { recursive: true })
const started = performance.now()
const units = await unitTests()
console.log(`\nvitest: ${tallyLine(units)} (${seconds(started)})\n`)

const browsersStarted = performance.now()
const journeys = await browserTests()
console.log(`\nplaywright: ${tallyLine(journeys)} (${seconds(browsersStarted)})\n`)

const total = sum(units, journeys)
console.log(tallyLine(total))
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
