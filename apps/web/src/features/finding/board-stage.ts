import { findingStages } from '@chuangyuan/domain/finding/finding'

/** Stages of the board, in the order of a finding's life. What ended sideways is in the list. */
export const boardStages = findingStages.filter((stage) => stage !== 'void' && stage !== 'merged')
