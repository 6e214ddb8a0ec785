import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'

/** Where the product is, as typed in a browser, without a closing slash; what is bound says the port where the settings leave it open. */
export function addressOf(
  { publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  bound: string | AddressInfo | null = null,
): string {
  if (publicUrl !== undefined) return publicUrl
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown}:${String(typeof bound === 'object' && bound !== null ? bound.port : port)}`
}
