/** Where to go after signing in. Only a path of our own: a link with `next=//elsewhere` must not lead out. */
export function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/[^/\\]/.test(next) ? next : '/'
}

/** The district that the form begins with: whoever has one of their own came for that, not for the demo. */
export function usualDistrict<District extends { readonly isDemo: boolean }>(
  districts: readonly District[],
): District | undefined {
  return districts.find(({ isDemo }) => !isDemo) ?? districts[0]
}
