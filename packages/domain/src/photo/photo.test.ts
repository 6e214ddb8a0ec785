import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declareAgain } from './declare.ts'
import { fingerprintOf, fingerprintSide, type Fingerprint } from './fingerprint.ts'
import { likeness, likenessThresholds, mostBitsWorthALook } from './likeness.ts'
import type { DeclaredPhoto } from './photo.ts'
import { takeChunk } from './take-chunk.ts'

const declared: DeclaredPhoto = {
  id: '0195652e-0000-7000-8000-000000000001',
  sha256: 'a'.repeat(64),
  bytes: 1000,
  takenAt: 0,
  source: 'camera',
  position: { lon: 117, lat: 36, accuracy: 5, system: 'WGS-84' },
}

describe('declaring again', () => {
  it('is harmless for the same photo', () => {
    expect(declareAgain(declared, { ...declared })).toEqual({ ok: true, value: 'same-photo' })
  })

  it.each([
    [{ sha256: 'b'.repeat(64) }, ['sha256']],
    [{ bytes: 999 }, ['bytes']],
    [{ takenAt: 1 }, ['takenAt']],
    [{ source: 'gallery' as const }, ['source']],
    [{ position: null }, ['lon', 'lat', 'accuracy', 'system']],
  ])('names what differs: %j', (change, differs) => {
    const answer = { ok: false, refusal: { code: 'photo.id-taken', differs } }
    expect(declareAgain(declared, { ...declared, ...change })).toEqual(answer)
    expect(declareAgain({ ...declared, ...change }, declared)).toEqual(answer)
  })
})

describe('chunks', () => {
  it('lead to the original bytes however a connection repeats, reorders and cuts them', () => {
    const sending = fc.record({
      content: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      tries: fc.array(fc.record({ offset: fc.nat(60), length: fc.nat(20) }), { maxLength: 40 }),
    })
    fc.assert(
      fc.property(sending, ({ content, tries }) => {
        const bytes = content.length
        let here: number[] = []
        const send = (offset: number, length: number) => {
          const chunk = content.slice(offset, offset + length)
          const taken = takeChunk({ received: here.length, bytes }, { offset, length: chunk.length })
          if (taken.ok && taken.value === 'append') here = [...here, ...chunk]
          return taken
        }
        for (const { offset, length } of tries) send(offset, length)
        // A phone that follows the answers arrives.
        let offset = bytes
        for (let step = 0; here.length < bytes; step += 1) {
          expect(step).toBeLessThanOrEqual(2 * bytes + 2)
          const taken = send(offset, 7)
          if (!taken.ok) {
            expect(taken.refusal.code).toBe('photo.offset-wrong')
            if (taken.refusal.code === 'photo.offset-wrong') offset = taken.refusal.offset
          } else offset = taken.value === 'append' ? here.length : 0
        }
        expect(here).toEqual([...content])
      }),
    )
  })

  it('beyond the declared end are refused even at the right place', () => {
    expect(takeChunk({ received: 8, bytes: 10 }, { offset: 8, length: 3 })).toMatchObject({
      ok: false,
      refusal: { code: 'photo.longer-than-declared', bytes: 10 },
    })
  })

  it('that leave a gap or overlap learn where to go on', () => {
    for (const offset of [3, 5])
      expect(takeChunk({ received: 4, bytes: 10 }, { offset, length: 3 })).toEqual({
        ok: false,
        refusal: { code: 'photo.offset-wrong', offset: 4 },
      })
  })
})

const fingerprint = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((bits) => bits.toString(16).padStart(16, '0') as Fingerprint)

describe('likeness', () => {
  it('is a distance: nothing to itself, the same both ways, never longer over a third', () => {
    fc.assert(
      fc.property(fingerprint, fingerprint, fingerprint, (a, b, c) => {
        expect(likeness(a, a)).toEqual({ bits: 0, verdict: 'same' })
        expect(likeness(a, b)).toEqual(likeness(b, a))
        expect(likeness(a, c).bits).toBeLessThanOrEqual(likeness(a, b).bits + likeness(b, c).bits)
      }),
    )
  })

  it('changes its verdict exactly behind each threshold', () => {
    const none = '0'.repeat(16) as Fingerprint
    const withBits = (bits: number) => (2n ** BigInt(bits) - 1n).toString(16).padStart(16, '0') as Fingerprint
    for (const { verdict, mostBits } of likenessThresholds) {
      expect(likeness(none, withBits(mostBits))).toEqual({ bits: mostBits, verdict })
      expect(likeness(none, withBits(mostBits + 1)).verdict).not.toBe(verdict)
    }
    expect(likeness(none, withBits(mostBitsWorthALook + 1)).verdict).toBe('different')
  })

  it('does not see brightness and contrast', () => {
    const pixels = fc.array(fc.integer({ min: 0, max: 255 }), {
      minLength: fingerprintSide ** 2,
      maxLength: fingerprintSide ** 2,
    })
    fc.assert(
      fc.property(pixels, fc.integer({ min: -100, max: 100 }), (grey, brighter) => {
        const other = grey.map((value) => value * 2 + brighter)
        expect(likeness(fingerprintOf(grey), fingerprintOf(other)).bits).toBeLessThanOrEqual(2)
      }),
      { numRuns: 20 },
    )
  })
})
