import { parseDay, type Day } from '@chuangyuan/domain/day'
import { z } from 'zod'

/** Words shared by all operations. */
export const id = z.uuid()

export const day = z
  .string()
  .refine((text) => parseDay(text) !== undefined, 'not a calendar day')
  .meta({ format: 'date', example: '2026-03-05' })
  .transform((text) => text as Day)

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const instant = z.int()

/** One page of a list. `total` counts all rows that the filters leave, not only those of the page. */
export function page<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.int() })
}

/** Query of every list: which page, and a text to look for. */
export const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  search: z.string().trim().max(100).optional(),
}

export const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true')

/** A list or a template as Excel reads it. */
export const workbook = {
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
