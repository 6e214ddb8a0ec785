import { CallRefused } from '@chuangyuan/contract/call'
import { problem } from '@chuangyuan/contract/problem'

/**
 * Saves what an address gives. Unlike a plain link, a refusal is thrown, so that the page can say why there is no
 * file instead of saving the refusal as one.
 */
export async function downloadFile(address: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(address, signal === undefined ? {} : { signal })
  if (!response.ok) throw new CallRefused(problem.parse(await response.json()))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameIn(response.headers.get('content-disposition') ?? '')
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The name that the server gave, in the form that carries Chinese (RFC 5987). */
function nameIn(disposition: string): string {
  const [, name = ''] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? []
  return decodeURIComponent(name)
}
