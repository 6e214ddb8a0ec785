import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sum, tallyLine, tallyPlaywright, tallyVitest, withExitCode } from './test-tally.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-tally-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function report(name: string, content: unknown): string {
  const file = path.join(folder, name)
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe('the tally of all tests', () => {
  it('counts a file that could not be loaded as a failure', () => {
    const file = report('vitest.json', {
      ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 },
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    })
    expect(tallyVitest(file)).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  it('does not count a journey that passed only at the second attempt', () => {
    const file = report('playwright.json', {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'the console does not build' }],
    })
    expect(tallyPlaywright(file)).toEqual({ passed: 4, failed: 3, skipped: 2 })
  })

  it('fails when a runner fails without naming a test', () => {
    expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1)
    expect(withExitCode({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2)
    expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0)
  })

  it('is one line of three sums', () => {
    const both = sum({ passed: 5, failed: 1, skipped: 0 }, { passed: 2, failed: 0, skipped: 3 })
    expect(tallyLine(both)).toBe('7 passed, 1 failed, 3 skipped')
  })
})
