import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../src/index.ts'
import { fnv1a } from '../src/stream-key.ts'

interface Golden {
  readonly seed: number
  readonly purpose: string
  readonly key: [number, number]
  readonly at: [number, number, number, number]
  readonly uniform: number[]
  readonly normal: number[]
  readonly integer: [number, number[]][]
}

const { streams }: { streams: Golden[] } = JSON.parse(
  readFileSync(new URL('../goldens/first-draws.json', import.meta.url), 'utf8'),
)

describe.each(streams)("seed $seed, purpose '$purpose', at $at", (golden) => {
  const stream = randomStream(golden.seed, golden.purpose)
  const draws = (draw: () => number, count: number) => {
    stream.seek(...golden.at)
    return Array.from({ length: count }, draw)
  }

  it('has the key', () => {
    expect(stream.key).toEqual(golden.key)
  })

  it('has the uniform draws, bit for bit', () => {
    expect(draws(stream.uniform, golden.uniform.length)).toEqual(golden.uniform)
  })

  it('has the normal draws to the rounding of logarithm, root, cosine and 2 pi', () => {
    const actual = draws(stream.normal, golden.normal.length)
    for (const [i, expected] of golden.normal.entries()) {
      // The angle, up to 2 pi, is rounded to 2^-51; the radius is at most 8.57.
      expect(Math.abs(actual[i] - expected)).toBeLessThanOrEqual(8.57 * 2 ** -50)
    }
  })

  it.each(golden.integer)('has the integers below %d', (n, expected) => {
    expect(draws(() => stream.integer(n), expected.length)).toEqual(expected)
  })
})

it('the normal draws of seed 1 keep their bits', () => {
  const stream = randomStream(1, 'action')
  expect(Array.from({ length: 6 }, () => stream.normal())).toEqual([
    2.6271448850973873, 0.273984206467657, 0.11203883817291008, 0.2801258223546636, -1.1923462872927686,
    0.018984513660596027,
  ])
})

it.each([
  ['', 0xcbf29ce484222325n],
  ['a', 0xaf63dc4c8601ec8cn],
  ['foobar', 0x85944171f73967e8n],
])("fnv1a('%s') is the published value", (text, hash) => {
  expect(fnv1a(text)).toBe(hash)
})
