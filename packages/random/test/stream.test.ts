import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Random, randomStream } from '../src/index.ts'

const word = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
const coordinates = fc.tuple(word, word, word, fc.integer({ min: 0, max: 2 ** 32 - 100 }))
const seed = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.maxSafeNat())

const kinds: ((random: Random) => number)[] = [
  (random) => random.uniform(),
  (random) => random.normal(),
  (random) => random.integer(3 * 2 ** 30),
  (random) => random.categorical([1, 0, 2, 5]),
]
const kind = fc.constantFrom(...kinds)

describe('a draw', () => {
  it('depends on seed, purpose and position alone, whatever was drawn before', () => {
    fc.assert(
      fc.property(seed, fc.string(), coordinates, kind, fc.array(kind), coordinates, (s, purpose, at, k, before, b) => {
        const expected = k(randomStream(s, purpose).seek(...at))
        const stream = randomStream(s, purpose).seek(...b)
        for (const draw of before) draw(stream)
        expect(k(stream.seek(...at))).toBe(expected)
      }),
    )
  })

  it('takes one counter, of whatever kind it is', () => {
    fc.assert(
      fc.property(seed, coordinates, fc.array(kind, { maxLength: 20 }), kind, (s, [a, b, c, draw], before, k) => {
        const stream = randomStream(s, 'x').seek(a, b, c, draw)
        for (const other of before) other(stream)
        expect(stream.position).toEqual({ a, b, c, draw: draw + before.length })
        expect(k(stream)).toBe(k(randomStream(s, 'x').seek(a, b, c, draw + before.length)))
      }),
    )
  })

  it('differs at different coordinates, for different seeds and for different purposes', () => {
    // A chance agreement of two uniform draws has probability 2^-53.
    const place = fc.record({ seed, purpose: fc.string(), at: coordinates })
    const name = (p: { seed: number; purpose: string; at: number[] }) => JSON.stringify([p.seed, p.purpose, p.at])
    fc.assert(
      fc.property(fc.uniqueArray(place, { selector: name, maxLength: 30 }), (places) => {
        const draws = places.map((p) =>
          randomStream(p.seed, p.purpose)
            .seek(...p.at)
            .uniform(),
        )
        expect(new Set(draws).size).toBe(draws.length)
      }),
    )
  })

  it('tells apart coordinates that swap, neighbours and word boundaries', () => {
    const stream = randomStream(0, 'x')
    const values = [0, 1, 2, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]
    const draws = new Set<number>()
    for (const a of values) for (const b of values) for (const c of values) draws.add(stream.seek(a, b, c).uniform())
    expect(draws.size).toBe(values.length ** 3)
  })

  it('does not disturb another stream of the same seed and purpose', () => {
    const one = randomStream(7, 'x')
    const two = randomStream(7, 'x')
    const first = one.uniform()
    one.normal()
    expect(two.uniform()).toBe(first)
  })
})

describe('ranges', () => {
  it('uniform is a multiple of 2^-53 in [0, 1)', () => {
    fc.assert(
      fc.property(seed, coordinates, (s, at) => {
        const u = randomStream(s, 'u')
          .seek(...at)
          .uniform()
        expect(u).toBeGreaterThanOrEqual(0)
        expect(u).toBeLessThan(1)
        expect(Number.isInteger(u * 2 ** 53)).toBe(true)
      }),
    )
  })

  it('integer is a whole number in [0, n)', () => {
    fc.assert(
      fc.property(seed, coordinates, fc.integer({ min: 1, max: 2 ** 32 }), (s, at, n) => {
        const value = randomStream(s, 'i')
          .seek(...at)
          .integer(n)
        expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true)
      }),
    )
  })

  it('integer draws again inside its block for bounds that reject often', () => {
    // n = 2^31 + 1 rejects half of the words, so one block in 16 is replaced; all 4,000 draws must still take a counter each.
    const stream = randomStream(3, 'i')
    for (let i = 0; i < 4000; i++) expect(stream.integer(2 ** 31 + 1)).toBeLessThan(2 ** 31 + 1)
    expect(stream.position.draw).toBe(4000)
  })

  it('categorical never chooses an entry of 0, and does not mind the scale', () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e300, noNaN: true })), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(seed, coordinates, weights, (s, at, p) => {
        fc.pre(p.some((x) => x > 0))
        const i = randomStream(s, 'c')
          .seek(...at)
          .categorical(p)
        expect(p[i]).toBeGreaterThan(0)
        // Powers of two scale without rounding, except into the subnormal range.
        fc.pre(p.every((x) => x === 0 || x > 1e-300))
        const scaled = p.map((x) => x / 2)
        expect(
          randomStream(s, 'c')
            .seek(...at)
            .categorical(scaled),
        ).toBe(i)
      }),
    )
  })

  it('categorical reads typed arrays', () => {
    expect(randomStream(0, 'c').categorical(Float32Array.of(0, 0, 3))).toBe(2)
  })
})

describe('misuse', () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('seed %d', (bad) => {
    expect(() => randomStream(bad, 'x')).toThrow(
      new RangeError(`the seed is ${bad}; expected a whole number from 0 to 2^53 - 1`),
    )
  })

  it.each([
    [-1, 0, 0, 0],
    [0, 2 ** 32, 0, 0],
    [0, 0, 0.5, 0],
    [0, 0, 0, Number.NaN],
  ])('seek(%d, %d, %d, %d), which leaves the stream where it was', (a, b, c, draw) => {
    const stream = randomStream(0, 'x').seek(1, 2, 3, 4)
    expect(() => stream.seek(a, b, c, draw)).toThrow(RangeError)
    expect(stream.position).toEqual({ a: 1, b: 2, c: 3, draw: 4 })
  })

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('integer(%d), which takes no draw', (n) => {
    const stream = randomStream(0, 'x')
    expect(() => stream.integer(n)).toThrow(`n = ${n}; expected an integer from 1 to 2^32`)
    expect(stream.position.draw).toBe(0)
  })

  it.each([[[]], [[0, 0]], [[1, -1]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]], [[1.7e308, 1.7e308]]])(
    'categorical(%j), which takes no draw',
    (p) => {
      const stream = randomStream(0, 'x')
      expect(() => stream.categorical(p)).toThrow(RangeError)
      expect(stream.position.draw).toBe(0)
    },
  )

  it('more than 2^32 draws at one place', () => {
    const stream = randomStream(0, 'x').seek(1, 2, 3, 2 ** 32 - 1)
    stream.uniform()
    expect(stream.position.draw).toBe(2 ** 32)
    expect(() => stream.uniform()).toThrow("all 2^32 draws of 'x' at (1, 2, 3) are used")
  })
})
