const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?:QIANXIN|Qaxbrowser)\/?([\d]+)?/i, '奇安信可信浏览器'],
  [/(?:360SE|360EE|QihooBrowser)\/?([\d]+)?/i, '360'],
  [/MicroMessenger\/(\d+)/, '微信'],
  [/Edg[A-Z]?[a-z]*\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Kylin/i, '麒麟'],
  [/\bUOS\b/, '统信'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome 146 · Windows` instead of a line of user agent; the agent itself where nothing in it is known. */
export function browserName(agent: string): string {
  const browser = browsers
    .map(([pattern, name]) => ({ name, found: pattern.exec(agent) }))
    .find(({ found }) => found)
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1]
  const named = browser && [browser.name, browser.found?.[1]].filter(Boolean).join(' ')
  return [named, system].filter(Boolean).join(' · ') || agent
}
