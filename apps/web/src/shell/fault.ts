import { shallowRef } from 'vue'

/** Whether something broke that is no refusal: a bug of ours. The reader is told; the console has the stack. */
export const fault = shallowRef(false)

export function reportFault(error: unknown): void {
  console.error(error)
  fault.value = true
}
