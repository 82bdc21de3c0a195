import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { normalRows, type RandomStream, type RowPositions, randomStream, uniformRows } from '../src/index.ts'
import { startKernels } from '../src/rows/kernels-wasm.ts'

const word = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
const seed = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.maxSafeNat())

const kinds = [
  ['normalRows', normalRows, (stream: RandomStream) => stream.normal()],
  ['uniformRows', uniformRows, (stream: RandomStream) => stream.uniform()],
] as const

/** What the stream itself draws, a draw at a time. */
function oneByOne(
  stream: RandomStream,
  { a, b, c }: RowPositions,
  rows: number,
  draws: number,
  draw: (stream: RandomStream) => number,
): Float64Array {
  const into = new Float64Array(rows * draws)
  for (let row = 0; row < rows; row++) {
    stream.seek(a, b[row], c[row])
    for (let d = 0; d < draws; d++) into[row * draws + d] = draw(stream)
  }
  return into
}

/** Some rows of draws: a few of each, or more of either than the kernels take at a time. */
const sizes = fc.oneof(
  fc.record({ rows: fc.nat({ max: 9 }), draws: fc.nat({ max: 9 }) }),
  fc.record({ rows: fc.integer({ min: 1, max: 3 }), draws: fc.integer({ min: 1000, max: 2100 }) }),
  fc.record({ rows: fc.integer({ min: 300, max: 1100 }), draws: fc.integer({ min: 1, max: 5 }) }),
)
const table = sizes.chain(({ rows, draws }) =>
  fc.record({
    rows: fc.constant(rows),
    draws: fc.constant(draws),
    a: word,
    b: fc.array(word, { minLength: Math.min(rows, 9), maxLength: Math.min(rows, 9) }),
    c: word,
  }),
)

it('this engine runs the kernels, so that what follows tests them', () => {
  expect(startKernels()).toBeDefined()
})

describe.each(kinds)('%s', (name, drawRows, draw) => {
  it('draws, bit for bit, what the stream draws at each position, and nothing more', () => {
    fc.assert(
      fc.property(seed, fc.string(), table, (s, purpose, { rows, draws, a, b: some, c: first }) => {
        const stream = randomStream(s, purpose).seek(1, 2, 3, 4)
        const b = Uint32Array.from({ length: rows }, (_, row) => some[row % some.length])
        const c = Uint32Array.from({ length: rows }, (_, row) => first + row)
        const into = new Float64Array(rows * draws + 2).fill(7)
        drawRows(stream, { a, b, c }, rows, draws, into)
        expect(stream.position).toEqual({ a: 1, b: 2, c: 3, draw: 4 })
        const expected = oneByOne(stream, { a, b, c }, rows, draws, draw)
        expect(into.subarray(0, rows * draws)).toEqual(expected)
        expect(into.subarray(rows * draws)).toEqual(Float64Array.of(7, 7))
      }),
    )
  })

  it('throws when numbers or arrays do not fit, and writes nothing', () => {
    const stream = randomStream(0, 'x')
    const three = new Uint32Array(3)
    const into = new Float64Array(6)
    const call = (a: number, b: Uint32Array, c: Uint32Array, rows: number, draws: number) => () =>
      drawRows(stream, { a, b, c }, rows, draws, into)
    for (const a of [-1, 0.5, 2 ** 32, Number.NaN])
      expect(call(a, three, three, 3, 2)).toThrow(`${name} was given a = ${a}`)
    const misfits: [Uint32Array, Uint32Array, number, number][] = [
      [three, three, 4, 1],
      [three, new Uint32Array(2), 3, 2],
      [new Uint32Array(2), three, 3, 2],
      [three, three, 3, 3],
      [three, three, -1, 2],
      [three, three, 1.5, 2],
      [three, three, 2, 1.5],
    ]
    for (const [b, c, rows, draws] of misfits) expect(call(0, b, c, rows, draws)).toThrow(RangeError)
    expect(into).toEqual(new Float64Array(6))
  })
})

describe('normalRows where an angle needs more digits than the kernel has', () => {
  it('draws what the stream draws', () => {
    // Found by search: 2 pi v lies within 1e-6 of a multiple of pi / 2 at draw 0 of (0, 0, c).
    const rare = [258946, 1113517, 1914354, 4112037, 6820987, 8094600]
    const stream = randomStream(1, 'action')
    const c = Uint32Array.from([...rare, ...rare].sort((x, y) => x - y))
    const positions = { a: 0, b: new Uint32Array(c.length), c }
    for (let rows = 1; rows <= c.length; rows++) {
      const into = new Float64Array(rows * 3)
      normalRows(stream, positions, rows, 3, into)
      expect(into).toEqual(oneByOne(stream, positions, rows, 3, (one) => one.normal()))
    }
  })
})

describe('without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it('draws the same bits', async () => {
    const b = Uint32Array.from({ length: 40 }, (_, row) => row)
    const positions = { a: 5, b, c: b }
    const withKernels = kinds.map(([, drawRows]) => {
      const into = new Float64Array(120)
      drawRows(randomStream(9, 'x'), positions, 40, 3, into)
      return into
    })
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    const again = await import('../src/index.ts')
    const without = [again.normalRows, again.uniformRows].map((drawRows) => {
      const into = new Float64Array(120)
      drawRows(randomStream(9, 'x'), positions, 40, 3, into)
      return into
    })
    expect(without).toEqual(withKernels)
  })
})
