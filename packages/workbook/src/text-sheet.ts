import type { SheetDefinition } from './sheet-definition.ts'

/** Columns of a list that only goes out: every cell is text. */
export type TextColumns = readonly (readonly [key: string, heading: string, width: number])[]

export function textSheet(name: string, purpose: string, columns: TextColumns): SheetDefinition {
  return {
    name,
    purpose,
    columns: columns.map(([key, heading, width]) => ({ key, heading, kind: 'text', width, example: '' })),
  }
}
