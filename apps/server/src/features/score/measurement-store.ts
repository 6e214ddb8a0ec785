import type { Figure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import type { Kysely, Selectable } from 'kysely'
import type { MeasurementTable, Tables } from '../../db/tables.ts'

/** One run of the indicator engine: what went in and every figure that came out. */
export interface StoredMeasurement {
  readonly id: string
  readonly inputsHash: string
  readonly layerIds: readonly string[]
  readonly asOf: Day
  readonly figures: readonly Figure[]
  readonly measuredAt: number
}

export function measurementStore(query: Kysely<Tables>, districtId: string) {
  const own = query.selectFrom('measurements').selectAll().where('district_id', '=', districtId)
  return {
    async add(measurement: StoredMeasurement): Promise<void> {
      await query
        .insertInto('measurements')
        .values({
          district_id: districtId,
          id: measurement.id,
          inputs: JSON.stringify({ layers: measurement.layerIds }),
          inputs_hash: measurement.inputsHash,
          as_of: measurement.asOf,
          result: JSON.stringify(measurement.figures),
          measured_at: new Date(measurement.measuredAt),
        })
        .execute()
    },

    async ofInputs(inputsHash: string): Promise<StoredMeasurement | undefined> {
      const row = await own
        .where('inputs_hash', '=', inputsHash)
        .orderBy('measured_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? undefined : measurementOf(row)
    },

    async latest(): Promise<StoredMeasurement | undefined> {
      const row = await own.orderBy('measured_at', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? undefined : measurementOf(row)
    },

    /** All runs, oldest first, for the history of an indicator. */
    async all(): Promise<StoredMeasurement[]> {
      const rows = await own.orderBy('measured_at').execute()
      return rows.map(measurementOf)
    },
  }
}

function measurementOf(row: Selectable<MeasurementTable>): StoredMeasurement {
  return {
    id: row.id,
    inputsHash: row.inputs_hash,
    layerIds: (row.inputs as { readonly layers: readonly string[] }).layers,
    asOf: row.as_of as Day,
    figures: row.result as readonly Figure[],
    measuredAt: row.measured_at.getTime(),
  }
}
