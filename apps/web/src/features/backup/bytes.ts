import { formatNumber } from '../../shell/format.ts'

/** `12.3 MB`, in units of a thousand as file managers count them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${formatNumber(bytes / 1000 ** at, at === 0 ? 0 : 1)} ${units[at] ?? ''}`
}
