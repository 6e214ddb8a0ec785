import type { JointPlan } from '@chuangyuan/domain/finding/joint-plan'
import type { Kysely, Selectable } from 'kysely'
import type { JointPlanTable, Tables } from '../../db/tables.ts'

export type JointPlanRow = Selectable<JointPlanTable>

export function planOf(row: JointPlanRow): JointPlan {
  const { stage, unit_id: unitId, assisting_ids: assistingIds, shares, replies } = row
  return { stage, unitId, assistingIds, shares, replies }
}

/** Plans of findings that several units answer for together. */
export function jointPlanStore(query: Kysely<Tables>, districtId: string) {
  const plans = () => query.selectFrom('joint_plans').where('district_id', '=', districtId).selectAll()
  return {
    of(findingId: string) {
      return plans().where('finding_id', '=', findingId).executeTakeFirst()
    },

    locked(findingId: string) {
      return plans().where('finding_id', '=', findingId).forUpdate().executeTakeFirst()
    },

    /** What is not approved yet, the oldest first. */
    proposed() {
      return plans().where('stage', '=', 'proposed').orderBy('written_at').orderBy('finding_id').execute()
    },

    async write(findingId: string, plan: JointPlan, by: string, at: Date): Promise<void> {
      const said = {
        ...{ stage: plan.stage, unit_id: plan.unitId, assisting_ids: plan.assistingIds },
        ...{ shares: JSON.stringify(plan.shares), replies: JSON.stringify(plan.replies) },
        ...{ written_by: by, written_at: at, approved_words: null },
      }
      await query
        .insertInto('joint_plans')
        .values({ district_id: districtId, finding_id: findingId, ...said })
        .onConflict((conflict) => conflict.columns(['district_id', 'finding_id']).doUpdateSet(said))
        .execute()
    },

    async save(
      findingId: string,
      { stage, replies }: JointPlan,
      approvedWords: string | null,
    ): Promise<void> {
      await query
        .updateTable('joint_plans')
        .set({ stage, replies: JSON.stringify(replies), approved_words: approvedWords })
        .where('district_id', '=', districtId)
        .where('finding_id', '=', findingId)
        .execute()
    },
  }
}
