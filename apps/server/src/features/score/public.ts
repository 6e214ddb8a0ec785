export { answerStore } from './answer-store.ts'
export { wholeRow } from './answer-item.ts'
export { measureFigures, measureInputs } from './measurement.ts'
export { measurementStore } from './measurement-store.ts'
