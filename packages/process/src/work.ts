/** What a piece of work takes, tells on the way and answers. All three cross between processes and are copied. */
export interface Work {
  readonly input: unknown
  readonly progress: unknown
  readonly answer: unknown
}

/** What the process that does the work says. */
export type Message<Kind extends Work> =
  | { readonly kind: 'progress'; readonly progress: Kind['progress'] }
  | { readonly kind: 'answer'; readonly answer: Kind['answer'] }
  | { readonly kind: 'thrown'; readonly error: Error }
