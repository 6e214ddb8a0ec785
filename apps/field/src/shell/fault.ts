import { shallowRef } from 'vue'

/** What broke that is no refusal: a bug of ours, or a full disk. The reader is told, since a phone has no console. */
export const fault = shallowRef<string>()

export function reportFault(error: unknown): void {
  console.error(error)
  fault.value = error instanceof Error ? `${error.name} ${error.message}` : String(error)
}
