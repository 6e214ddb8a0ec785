import type { PaperSettings } from '@chuangyuan/contract/paper'

/** The settings as a form holds them: the ladder as the lines of a text. */
export interface SettingsForm extends Omit<PaperSettings, 'redBlack'> {
  redBlack: Omit<PaperSettings['redBlack'], 'ladder'> & { ladder: string }
}

export function settingsForm(settings: PaperSettings): SettingsForm {
  const copy = structuredClone(settings)
  return { ...copy, redBlack: { ...copy.redBlack, ladder: copy.redBlack.ladder.join('\n') } }
}

/** Empty lines are no steps; a ladder without a step is left for the server to refuse. */
export function settingsOf({ redBlack, ...rest }: SettingsForm): PaperSettings {
  const [first = '', ...others] = redBlack.ladder
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { ...rest, redBlack: { ...redBlack, ladder: [first, ...others] } }
}
