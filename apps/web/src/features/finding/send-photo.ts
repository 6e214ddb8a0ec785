/** Sends one photo whole and gives its id. */
export async function sendPhoto(_file: File): Promise<string> {
  await Promise.resolve()
  throw new Error('not yet')
}
