import { expect, it } from 'vitest'
import { sentenceKey } from './history-words.ts'

it('a check is said to have passed or failed by where the finding went from there', () => {
  expect(sentenceKey('check-measures', { to: 'measures-passed' }, false)).toBe('finding.past.measuresPassed')
  expect(sentenceKey('check-measures', { to: 'planned' }, false)).toBe('finding.past.measuresFailed')
  expect(sentenceKey('check-result', { to: 'closed' }, false)).toBe('finding.past.resultPassed')
  expect(sentenceKey('check-result', { to: 'planned' }, false)).toBe('finding.past.resultFailed')
})

it('no outcome is invented for a line that does not tell it', () => {
  expect(sentenceKey('check-result', {}, false)).toBe('finding.act.check-result')
  expect(sentenceKey('decide', {}, false)).toBe('finding.act.decide')
  expect(sentenceKey('dispatch', {}, false)).toBe('finding.act.dispatch')
})
