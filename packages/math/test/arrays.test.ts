import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startKernels } from '../src/arrays/kernels-wasm.ts'
import { ARRAY_FUNCTIONS, firstDifference } from './array-functions.ts'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Any double, and those where a function changes its formula or gives up its fast one. */
const number = fc.oneof(
  fc.double(),
  between(-5, 5),
  between(0.9, 1.1),
  between(-800, 800),
  between(-2e6, 2e6),
  between(-1e-7, 1e-7),
  between(0, 1e-307),
  fc.integer({ min: -70, max: 70 }).map((j) => j / 16),
  fc.integer({ min: -40, max: 40 }).map((j) => (j * Math.PI) / 2),
)
const numbers = fc.oneof(
  fc.array(number, { maxLength: 12 }),
  fc.array(number, { minLength: 30, maxLength: 60 }),
  // More than a chunk of the kernels' memory.
  fc
    .array(number, { minLength: 1, maxLength: 9 })
    .chain((few) =>
      fc.integer({ min: 1000, max: 2100 }).map((n) => Array.from({ length: n }, (_, i) => few[i % few.length])),
    ),
)

it('this engine runs the kernels, so that what follows tests them', () => {
  expect(startKernels()).toBeDefined()
})

describe.each(ARRAY_FUNCTIONS)('%s', (_, array, scalar) => {
  it('gives the bits of the scalar function', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const x = Float64Array.from(values)
        const into = new Float64Array(x.length)
        array(x, into)
        expect(firstDifference(x, into, scalar)).toBeUndefined()
        expect(x).toEqual(Float64Array.from(values))
      }),
    )
  })

  it('works in place, and leaves what is beyond n alone', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, some) => {
        const x = Float64Array.from(values)
        const n = some % (x.length + 1)
        array(x, x, n)
        expect(firstDifference(Float64Array.from(values.slice(0, n)), x, scalar)).toBeUndefined()
        expect(x.subarray(n)).toEqual(Float64Array.from(values.slice(n)))
      }),
    )
  })

  it('reads and writes parts of a buffer', () => {
    const x = Float64Array.from({ length: 100 }, (_x, i) => i / 7)
    const into = new Float64Array(200)
    array(x.subarray(3, 97), into.subarray(50))
    expect(firstDifference(x.subarray(3, 97), into.subarray(50), scalar)).toBeUndefined()
    expect(into.subarray(0, 50).every((value) => value === 0)).toBe(true)
    expect(into.subarray(144).every((value) => value === 0)).toBe(true)
  })

  it('gives the bits of the scalar function for special numbers in either half of a pair', () => {
    const special = [0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 5e-324, -5e-324, 2 ** -1022, 708, 709, 710, -708]
    special.push(
      -745,
      -746,
      1e6,
      1000001,
      1e300,
      4,
      -4,
      20,
      20.5,
      2 ** -28,
      2 ** -27,
      0.9375,
      1.0625,
      1.5707963267948966,
    )
    for (const one of special) {
      for (const other of special) {
        const x = Float64Array.of(0.3, 0.4, one, other, 0.5)
        const into = new Float64Array(5)
        array(x, into)
        expect(firstDifference(x, into, scalar)).toBeUndefined()
      }
    }
  })

  it.each([-1, 0.5, 4, Number.NaN])('throws for n = %d and arrays of 3 and 5, and writes nothing', (n) => {
    const into = new Float64Array(5)
    expect(() => array(new Float64Array(3), into, n)).toThrow(RangeError)
    expect(() => array(new Float64Array(5), new Float64Array(3))).toThrow(
      /was asked for 5 numbers of an array of 5 into one of 3/,
    )
    expect(into).toEqual(new Float64Array(5))
  })
})

describe('without SIMD or WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  const engines = {
    'no WebAssembly': undefined,
    'no SIMD': {
      Module: class {
        constructor() {
          throw new SyntaxError('invalid value type')
        }
      },
    },
  }

  it.each(Object.entries(engines))('%s: the same bits', async (_, WebAssembly) => {
    vi.stubGlobal('WebAssembly', WebAssembly)
    vi.resetModules()
    const { startKernels: start } = await import('../src/arrays/kernels-wasm.ts')
    expect(start()).toBeUndefined()
    const { ARRAY_FUNCTIONS: functions } = await import('./array-functions.ts')
    const x = Float64Array.from({ length: 99 }, (_x, i) => i / 7 - 5)
    for (const [name, array, scalar] of functions) {
      const into = new Float64Array(x.length)
      array(x, into)
      expect(firstDifference(x, into, scalar), name).toBeUndefined()
    }
  })
})
