import { z } from 'zod'

// Something of which an office keeps versions (a standard pack, the handbook) goes out as a workbook and comes back as
// its next version.

export const versionNote = z.string().trim().min(1).max(500)

export const versionImportQuery = z.object({
  fileName: z.string().min(1).max(200),
  /** Left out: only a preview. */
  note: versionNote.optional(),
})

export function versionImportReply<Change extends z.ZodType>(change: Change) {
  return z.object({
    /** The version it became; null for a preview or where something is wrong. */
    version: z.int().nullable(),
    changes: z.array(change),
    faults: z.array(
      z.object({ sheet: z.string(), row: z.int(), id: z.string(), field: z.string(), reason: z.string() }),
    ),
    /** The same workbook with its wrong rows in red, base64; null where nothing is wrong. */
    marked: z.string().nullable(),
  })
}
