import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const named = process.env['CHROMIUM']

/** The browser that tests and pictures use, or undefined where there is none. `CHROMIUM` names another one. */
export function installedBrowser(): string | undefined {
  return (named === undefined ? usualPlaces : [named]).find((file) => existsSync(file))
}

/**
 * Chromium asks its maker's hosts for updates and settings at every start; on
 * a closed network each of those is a refused connection in the log. The
 * sandbox cannot be set up by root.
 */
export const browserFlags: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

export type BrowserOutcome = { readonly browser: string } | { readonly missing: string }

/** Finds a browser; where none is there, root on a Debian system gets the distribution's own. */
export function browserOrInstall(): BrowserOutcome {
  const found = installedBrowser()
  if (found !== undefined) return { browser: found }
  if (named !== undefined) return { missing: `CHROMIUM names ${named}, which is not there` }
  if (process.getuid?.() !== 0) return { missing: 'no Chromium found, and only root may install one' }
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return { missing: 'no Chromium found, and no apt-get to install one with' }
  }
  try {
    aptGet('update', '-qq')
    // Without a Chinese font every picture would show empty boxes, and text would have the wrong width.
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  } catch (cause) {
    return {
      missing: `apt-get could not install chromium: ${cause instanceof Error ? cause.message : String(cause)}`,
    }
  }
  const installed = installedBrowser()
  return installed === undefined ? { missing: 'apt-get installed no Chromium' } : { browser: installed }
}

function aptGet(...words: readonly string[]): void {
  execFileSync('apt-get', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
