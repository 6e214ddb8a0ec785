import { factOfField } from '@chuangyuan/contract/burden'
import { t } from '../../shell/text.ts'

type Field = keyof typeof factOfField

/** Name of a required field; a test of the contract sees to it that each one has a fact, and so a name here. */
export function fieldWords(field: string): string {
  return isField(field) ? t(`burden.field.${field}`) : field
}

function isField(field: string): field is Field {
  return field in factOfField
}
