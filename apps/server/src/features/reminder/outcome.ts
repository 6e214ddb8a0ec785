/** What came of sending one message; `words` are the other side's, where it said any. */
export type Outcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly words: string
      /** The place does not exist any more and is to be forgotten. */
      readonly isGone?: true
    }

/** An outage is an outcome, not a fault of this program. */
export async function outcomeOf(sending: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await sending()
  } catch (error) {
    const said = error instanceof Error ? error : new Error(String(error))
    // What undici throws says only "fetch failed"; its cause says why.
    const cause = said.cause instanceof Error ? said.cause.message : said.message
    return { ok: false, words: said.name === 'TimeoutError' ? '对方没有按时答复' : `没有连上：${cause}` }
  }
}
