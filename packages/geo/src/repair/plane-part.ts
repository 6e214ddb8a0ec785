/** A ring on a plane: x, y pairs, not closed, no vertex repeated in a row. */
export type PlaneRing = Float64Array

/** Shell, then holes. */
export type PlanePart = readonly PlaneRing[]
