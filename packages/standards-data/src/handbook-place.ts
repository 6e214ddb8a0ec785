import {
  handbookLists,
  type HandbookList,
  type HandbookProblem,
} from '@chuangyuan/domain/handbook/handbook-problem'

import { member, textMember } from './json-place.ts'

/** The innermost row a JSON pointer runs through, and the rest of the pointer as the field in it. */
export function placeInHandbook(
  json: unknown,
  path: string,
): Pick<HandbookProblem, 'list' | 'row' | 'field'> {
  const steps = path.split('/').slice(1)
  let place: Pick<HandbookProblem, 'list' | 'row' | 'field'> = { field: steps.join('.') }
  let value = json
  steps.forEach((step, index) => {
    value = member(value, step)
    const list = steps[index - 1]
    if (list === undefined || !isList(list)) return
    const row = textMember(value, 'id') ?? `#${String(Number(step) + 1)}`
    place = { list, row, field: steps.slice(index + 1).join('.') }
  })
  return place
}

function isList(text: string): text is HandbookList {
  return handbookLists.some((list) => list === text)
}
