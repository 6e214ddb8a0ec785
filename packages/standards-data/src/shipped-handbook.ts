import type { Handbook } from '@chuangyuan/domain/handbook/handbook'

import handbook from '../handbook.json' with { type: 'json' }

/**
 * The handbook that comes with the product, for a district to make its own. It is read as it is: that it passes
 * `parseHandbook` is shown by a test, not again at every start.
 */
export const shippedHandbook = handbook as unknown as Handbook
