import { CallRefused } from '@chuangyuan/contract/call'
import { measureMap } from '@chuangyuan/contract/score'
import { call } from '../../shell/call.ts'

/**
 * Measures on the layers as they are now, after one came or went. Undefined where there is nothing to measure
 * for: no campaign yet, or no built-up area.
 */
export async function measureAgain(): Promise<string | undefined> {
  try {
    return (await call(measureMap, {})).taskId
  } catch (error) {
    const code = error instanceof CallRefused ? error.problem.code : undefined
    if (code === 'score.no-campaign' || code === 'score.no-boundary') return undefined
    throw error
  }
}
