import type { FindingPage } from '@chuangyuan/contract/finding'
import { expect, it } from 'vitest'
import { measuresGate, resultGate } from './gate.ts'

type Line = FindingPage['history'][number]
const check = (verb: string, at: number, to: string): Line => ({
  at,
  verb: `finding.${verb}`,
  who: '督查组',
  details: { to, words: '树池仍塌陷', photos: ['p1'] },
})
const finding = (stage: FindingPage['stage'], history: Line[]) =>
  ({ stage, history, measures: null, result: null }) as unknown as FindingPage

it('a gate that nobody has come to waits', () => {
  expect(measuresGate(finding('planned', [])).state).toBe('waiting')
  expect(measuresGate(finding('measures-filed', [])).state).toBe('at')
  expect(resultGate(finding('measures-passed', [])).state).toBe('at')
})

it('the check that sent it back stays to be read, with what was said and photographed', () => {
  const back = finding('planned', [
    check('check-measures', 1, 'measures-passed'),
    check('check-result', 2, 'planned'),
  ])
  expect(measuresGate(back).state).toBe('waiting')
  expect(resultGate(back)).toEqual({
    state: 'failed',
    by: '督查组',
    at: 2,
    words: '树池仍塌陷',
    photos: ['p1'],
  })
})

it('an old failure is not shown once the gate is come to again', () => {
  expect(resultGate(finding('measures-passed', [check('check-result', 1, 'planned')])).state).toBe('at')
  expect(measuresGate(finding('planned', [check('check-measures', 1, 'planned')])).state).toBe('failed')
})
