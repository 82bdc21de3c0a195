import {
  assertAction,
  box,
  contains,
  describeSpace,
  discrete,
  multiDiscrete,
  type Space,
  sampleSpace,
  spaceSize,
} from '@trpo/envs'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const bound = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
)
const interval = fc
  .tuple(bound, bound)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  .filter(([low, high]) => low !== Number.POSITIVE_INFINITY && high !== Number.NEGATIVE_INFINITY)
const space: fc.Arbitrary<Space> = fc.oneof(
  fc.constantFrom(box(3, 200, { shape: [2, 3], type: 'u8' }), box(-1, [0, 5], { shape: [2] })),
  fc.array(interval, { minLength: 1, maxLength: 5 }).map((entries) =>
    box(
      entries.map(([low]) => low),
      entries.map(([, high]) => high),
    ),
  ),
  fc.integer({ min: 1, max: 2 ** 32 }).map(discrete),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }).map(multiDiscrete),
)

describe('spaces', () => {
  it('have the length of their vectors', () => {
    expect(spaceSize(box([0, 0, 0], [1, 1, 1]))).toBe(3)
    expect(spaceSize(box(0, 255, { shape: [4, 3, 2] }))).toBe(24)
    expect(spaceSize(discrete(7))).toBe(1)
    expect(spaceSize(multiDiscrete([3, 3, 2]))).toBe(3)
  })

  it.each([
    [box([0, -1], [1, Number.POSITIVE_INFINITY]), [0, 1e300], true],
    [box([0], [1]), [1], true],
    [box([0], [1]), [1.0000001], false],
    [box([0], [1]), [-1e-300], false],
    [box([0], [1]), [Number.NaN], false],
    [box([0], [Number.POSITIVE_INFINITY]), [Number.POSITIVE_INFINITY], false],
    [box([0], [1]), [], false],
    [box([0], [1]), [0, 0], false],
    [box(0, 255, { shape: [2], type: 'u8' }), [0, 255], true],
    [box(0, 255, { shape: [2], type: 'u8' }), [0, 0.5], false],
    [box(0, 255, { shape: [2], type: 'u8' }), [0, 256], false],
    [box(-1, [1, 2], { shape: [2, 1] }), [1, 2], true],
    [box(-1, [1, 2], { shape: [2, 1] }), [2, 2], false],
    [box([0], [0.1], { type: 'f32' }), [Math.fround(0.1)], true],
    [box([0], [0.1]), [Math.fround(0.1)], false],
    [discrete(3), [2], true],
    [discrete(3), [3], false],
    [discrete(3), [-1], false],
    [discrete(3), [0.5], false],
    [multiDiscrete([3, 2]), [2, 1], true],
    [multiDiscrete([3, 2]), [1, 2], false],
    [multiDiscrete([3, 2]), [1], false],
  ] as const)('%j contains %j: %s', (of, vector, expected) => {
    expect(contains(of, vector)).toBe(expected)
    expect(contains(of, Float64Array.from(vector))).toBe(expected)
  })

  it.each([
    [() => box([0], [1, 2]), 'high has 2 entries; expected 1'],
    [() => box([], []), 'low has no entries'],
    [() => box([0, 2], [1, 1]), 'low[1] is 2 and high[1] is 1; expected low <= high'],
    [() => box(2, 1, { shape: [2] }), 'low is 2 and high is 1'],
    [() => box(0, 1), 'give shape: [n]'],
    [
      () => box([0, 0, 0], 1, { shape: [2, 2] }),
      'low has 3 entries; expected 4, a bound for each entry of shape [2, 2]',
    ],
    [() => box(0, 256, { shape: [2], type: 'u8' }), 'high is 256; the type is "u8"'],
    [() => box([Number.NaN], [1]), 'NaN'],
    [() => discrete(0), '0'],
    [() => discrete(2.5), '2.5'],
    [() => discrete(2 ** 32 + 1), '4294967297'],
    [() => multiDiscrete([]), 'n is empty'],
    [() => multiDiscrete([2, -1]), 'n[1] is -1'],
  ])('refuses %s', (make, message) => {
    expect(make).toThrow(RangeError)
    expect(make).toThrow(message)
  })

  it('copy their bounds', () => {
    const low = [0]
    const space = box(low, [1])
    low[0] = 5
    expect(space.low).toEqual([0])
  })

  it.each([
    [box([-1, -1, -1], [1, 1, 1]), '3 numbers in [-1, 1]'],
    [box([0], [1]), '1 number in [0, 1]'],
    [box([0, -2], [1, 2]), '2 numbers in [0, 1] x [-2, 2]'],
    [box([Number.NEGATIVE_INFINITY], [Number.POSITIVE_INFINITY]), '1 number without bounds'],
    [box(0, 255, { shape: [84, 84], type: 'u8' }), '84 x 84 bytes'],
    [box(0, 1, { shape: [3], type: 'u8' }), '3 bytes in [0, 1]'],
    [box(-1, 1, { shape: [2, 2], type: 'f32' }), '2 x 2 numbers in [-1, 1]'],
    [discrete(4), '1 of 4 choices'],
    [multiDiscrete([3, 3, 2]), 'one each of 3, 3, 2 choices'],
  ])('%j is described as %s', (of, words) => {
    expect(describeSpace(of)).toBe(words)
  })

  it('contain what is drawn from them', () => {
    fc.assert(
      fc.property(space, fc.integer({ min: 0, max: 2 ** 31 }), (of, seed) => {
        const into = new Float64Array(spaceSize(of))
        sampleSpace(of, randomStream(seed, 'test').seek(0, 0, 0), into)
        expect(contains(of, into)).toBe(true)
      }),
    )
  })

  it('are drawn from evenly', () => {
    const random = randomStream(3, 'test').seek(0, 0, 0)
    const into = new Float64Array(1)
    const n = 20_000
    let sum = 0
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < n; i++) {
      sampleSpace(box([-2], [4]), random, into)
      sum += into[0]
      sampleSpace(discrete(4), random, into)
      counts[into[0]] += 1
    }
    // Five standard errors: sqrt(36 / 12 / n), and sqrt(n / 4 * 3 / 4).
    expect(Math.abs(sum / n - 1)).toBeLessThan(5 * Math.sqrt(3 / n))
    for (const count of counts) expect(Math.abs(count - n / 4)).toBeLessThan(5 * Math.sqrt((n * 3) / 16))
  })

  it('an action of a wrong length is named with what was expected', () => {
    const spec = {
      name: 'Hopper-v5',
      observationSpace: box([0], [1]),
      actionSpace: box([-1, -1, -1], [1, 1, 1]),
    }
    expect(() => assertAction(spec, new Float64Array(2))).toThrow(
      'action has length 2, Hopper-v5 expects 3 (3 numbers in [-1, 1])',
    )
    expect(() => assertAction(spec, new Float64Array(3))).not.toThrow()
  })
})
