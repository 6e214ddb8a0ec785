import { expect, it } from 'vitest'
import { ownPath, usualDistrict } from './sign-in.ts'

it.each([
  ['/findings/board?by=street', '/findings/board?by=street'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  [['/a', '/b'], '/'],
  [undefined, '/'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(ownPath(next)).toBe(path)
})

it('the form begins with a district of one’s own, and with the demo where there is no other', () => {
  const [demo, own] = [{ isDemo: true }, { isDemo: false }]
  const none: { isDemo: boolean }[] = []
  expect(usualDistrict([demo, own])).toBe(own)
  expect(usualDistrict([demo])).toBe(demo)
  expect(usualDistrict(none)).toBeUndefined()
})
