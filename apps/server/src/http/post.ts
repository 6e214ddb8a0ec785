/** What came back: at most the first `mostBytes` of it. */
export interface Posted {
  readonly status: number
  readonly text: string
}

/** Sends one request outwards. Throws where nobody answers; follows no redirect, since its goal has not been allowed. */
export type Post = (
  url: string,
  init: {
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | Uint8Array<ArrayBuffer>
  },
) => Promise<Posted>

const timeoutMs = 10_000
const mostBytes = 10_000

export const post: Post = async (url, { headers, body }) => {
  const response = await fetch(url, {
    ...{ method: 'POST', headers, body },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > mostBytes) break
  }
  return { status: response.status, text: text.slice(0, mostBytes) }
}
