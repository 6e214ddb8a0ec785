import { parseDay } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { minutesForm, minutesOf, noDecision } from './minutes-form.ts'

it('lines are items of the agenda, and what was not written was not decided', () => {
  const form = minutesForm(parseDay('2026-03-05') ?? expect.unreachable())
  form.agenda = '一、进度\n\n 二、线路 \n'
  form.decisions = [
    { matter: '补植', unit: '园林局', until: '2026-03-10' },
    noDecision(),
    { matter: '再议', unit: '', until: '' },
  ]
  expect(minutesOf(form)).toMatchObject({
    heldOn: '2026-03-05',
    agenda: ['一、进度', '二、线路'],
    decisions: [
      { matter: '补植', unit: '园林局', until: '2026-03-10' },
      { matter: '再议', unit: '', until: null },
    ],
  })
})
