/** What a process under test is to do with itself. */
export interface BehaviourWork {
  readonly input:
    | { readonly does: 'answer'; readonly value: unknown }
    | { readonly does: 'count'; readonly to: number }
    | { readonly does: 'throw'; readonly message: string }
    | { readonly does: 'exit'; readonly code: number }
    | { readonly does: 'abort' | 'wait' | 'wait in vain' | 'toil' | 'fill memory' }
  /** The number it has come to; its process id where it says nothing else. */
  readonly progress: number
  readonly answer: unknown
}

export const behaviourBody = new URL('./behave-process.ts', import.meta.url)
