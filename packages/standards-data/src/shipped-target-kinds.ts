import kinds from '../target-kinds.json' with { type: 'json' }

/** What the city sets targets for (任务指标), and the green rates that garden-style places need; parsed where it is used. */
export const shippedTargetKinds: unknown = kinds
