import type { PaperSettings } from '@chuangyuan/contract/paper'
import { expect, it } from 'vitest'
import { settingsForm, settingsOf } from './settings-form.ts'

const settings: PaperSettings = {
  issuer: '甲区创建办',
  series: {
    ...{ notice: { mark: '甲整', style: 'number' }, daily: { mark: '甲日报', style: 'issue' } },
    ...{
      'supervision-order': { mark: '甲督', style: 'number' },
      circular: { mark: '甲通', style: 'number' },
    },
    ...{ weekly: { mark: '甲周报', style: 'issue' }, 'red-black-list': { mark: '甲通', style: 'number' } },
    'rectification-list': { mark: '清单', style: 'issue' },
    ...{ 'site-sheet': { mark: '一页纸', style: 'issue' }, minutes: { mark: '纪要', style: 'issue' } },
  },
  redBlack: { least: 3, red: 5, black: 3, ladder: ['约谈', '问责'] },
}

it('settings go through the form and come back the same', () => {
  expect(settingsOf(settingsForm(settings))).toEqual(settings)
})

it('each line of the ladder is a step, empty lines are none', () => {
  const form = settingsForm(settings)
  form.redBlack.ladder = ' 约谈\n\n通报\n'
  expect(settingsOf(form).redBlack.ladder).toEqual(['约谈', '通报'])
})
