import { dense, mlp, relu, sequential, simdNetwork, tanh } from '@trpo/networks'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { digest } from './digest.ts'
import { gradientOf, rowCounts, singleProblem, singleProblems } from './single.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

/** Rows that vjp sums in f32 before it adds them up in f64. */
const BLOCK_ROWS = 128

const bitsOf = (array: Float32Array | Float64Array) => new Uint32Array(array.slice().buffer)

test('any split of a batch gives the same bits of outputs and jvp', () => {
  fc.assert(
    fc.property(singleProblems(), fc.array(fc.nat(1200), { maxLength: 4 }), (problem, cuts) => {
      const { network, rows, theta, x, dtheta } = problem
      const tape = network.forward(theta, x, rows)
      const y = tape.y.slice()
      const dy = network.jvp(tape, dtheta).slice()
      const ends = [...cuts.map((cut) => cut % (rows + 1)), rows].sort((a, b) => a - b)
      let from = 0
      for (const to of ends) {
        const rowsOf = (array: Float32Array, width: number) => array.subarray(from * width, to * width)
        const part = network.forward(theta, rowsOf(x, network.inputSize), to - from)
        expect(bitsOf(part.y)).toEqual(bitsOf(rowsOf(y as Float32Array, network.outputSize)))
        expect(bitsOf(network.jvp(part, dtheta))).toEqual(bitsOf(rowsOf(dy as Float32Array, network.outputSize)))
        from = to
      }
    }),
    { numRuns: 40 },
  )
})

test('vjp of parts that are cut at multiples of 128 rows, in order, gives the bits of the whole', () => {
  fc.assert(
    fc.property(singleProblems(fc.integer({ min: 100, max: 1500 })), fc.nat(11), (problem, block) => {
      const { network, rows, theta, x, ybar } = problem
      const whole = gradientOf(network, network.forward(theta, x, rows), ybar)
      const cut = Math.min(block * BLOCK_ROWS, rows)
      const parts = new Float64Array(theta.length)
      for (const [from, to] of [
        [0, cut],
        [cut, rows],
      ]) {
        const part = network.forward(theta, x.subarray(from * network.inputSize), to - from)
        network.vjp(part, ybar.subarray(from * network.outputSize), parts)
      }
      expect(parts).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})

test('a cotangent in f32 gives the bits of the same numbers in f64', () => {
  fc.assert(
    fc.property(singleProblems(), ({ network, rows, theta, x, ybar }) => {
      const single = Float32Array.from(ybar)
      const tape = network.forward(theta, x, rows)
      expect(gradientOf(network, tape, single)).toEqual(gradientOf(network, tape, Float64Array.from(single)))
    }),
    { numRuns: 40 },
  )
})

test('rows that are not there, and rows that are not finite, do not touch the others', () => {
  fc.assert(
    fc.property(singleProblems(), fc.nat(), (problem, at) => {
      const { network, rows, theta, x, dtheta } = problem
      const tape = network.forward(theta, x, rows)
      const dy = network.jvp(tape, dtheta).slice()
      const spoilt = at % (rows + 1)
      const longer = new Float32Array(x.length + network.inputSize)
      longer.set(x.subarray(0, spoilt * network.inputSize))
      longer.fill(at % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY, spoilt * network.inputSize)
      longer.set(x.subarray(spoilt * network.inputSize), (spoilt + 1) * network.inputSize)
      const other = network.forward(theta, longer, rows + 1)
      const without = (array: Float32Array) => {
        const kept = [...array]
        kept.splice(spoilt * network.outputSize, network.outputSize)
        return Float32Array.from(kept)
      }
      expect(bitsOf(without(other.y as Float32Array))).toEqual(bitsOf(tape.y))
      expect(bitsOf(without(network.jvp(other, dtheta) as Float32Array))).toEqual(bitsOf(dy))
    }),
    { numRuns: 50 },
  )
})

test('infinite weights do not meet the padding of a panel', () => {
  const reference = sequential([dense(1, 2), tanh(2), dense(2, 2), tanh(2), dense(2, 1)])
  const theta = Float64Array.of(Number.POSITIVE_INFINITY, 1, 0, 0, 1, Number.NEGATIVE_INFINITY, 2, 1, 0, 0, 1, 1, 0)
  for (let rows = 1; rows <= 9; rows++) {
    const network = simdNetwork(reference.description)
    const ones = new Float64Array(rows).fill(1)
    const single = network.forward(theta, Float32Array.from(ones), rows)
    const exact = reference.forward(theta, ones, rows)
    const expected = gradientOf(reference, exact, ones)
    gradientOf(network, single, ones).forEach((value, p) => {
      if (Number.isFinite(expected[p])) expect(value).toBeCloseTo(expected[p], 4)
      else expect(value).toBe(expected[p])
    })
  }
})

test('what is not finite stays visible', () => {
  const reference = mlp({ inputSize: 3, hidden: [5], outputSize: 2 })
  const network = simdNetwork(reference.description)
  const theta = new Float64Array(reference.parameterCount).fill(0.1)
  const y = network.forward(theta, Float32Array.of(0, Number.NaN, 0, 1, 1, 1), 2).y
  expect([...y].map(Number.isNaN)).toEqual([true, true, false, false])
  theta[4] = Number.NaN
  expect([...network.forward(theta, new Float32Array(3), 1).y].every(Number.isNaN)).toBe(true)
  const tape = network.forward(new Float64Array(theta.length), new Float32Array(3), 1)
  const direction = new Float64Array(theta.length).fill(Number.NaN)
  expect([...network.jvp(tape, direction)].every(Number.isNaN)).toBe(true)
  const into = gradientOf(network, tape, Float64Array.of(Number.NaN, 0))
  expect(into[theta.length - 2]).toBeNaN()
  expect(into[theta.length - 1]).toBe(0)
})

test('relu has derivative 0 at 0 and hides no NaN', () => {
  const network = simdNetwork(sequential([dense(1, 4), relu(4)]).description)
  const theta = Float64Array.of(0, -2, Number.NaN, 1, 0, 0, 0, 0)
  const tape = network.forward(theta, Float32Array.of(1), 1)
  expect([...tape.y]).toEqual([0, 0, Number.NaN, 1])
  expect([...network.jvp(tape, Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0))]).toEqual([0, 0, 1, 1])
})

test('theta may change in place between forward passes', () => {
  fc.assert(
    fc.property(singleProblems(fc.integer({ min: 1, max: 9 })), fc.nat(), ({ network, rows, theta, x, dtheta }, at) => {
      const before = network.forward(theta, x, rows)
      const old = theta.slice()
      if (theta.length > 0) theta[at % theta.length] += 0.5
      const fresh = simdNetwork(network.description)
      expect(network.forward(theta, x, rows).y).toEqual(fresh.forward(theta, x, rows).y)
      const again = network.forward(old, x, rows)
      expect(again.y).toEqual(before.y)
      expect(network.jvp(again, dtheta)).toEqual(fresh.jvp(fresh.forward(old, x, rows), dtheta))
    }),
    { numRuns: 40 },
  )
})

test('the bits are those of every engine: they do not change unless the numerics do', () => {
  // Printed under Node 20, 22 and 26, and compared with another Node in engines.slow.test.ts. A change of the kernels
  // that changes this number changes every training run: it must change core's `numericsVersion` too.
  expect(digest()).toBe('739c6f53')
})

test('a reused tape gives the same bits as a new one, whatever it held', () => {
  fc.assert(
    fc.property(singleProblems(), rowCounts, ({ network, rows, theta, x, dtheta, ybar }, earlier) => {
      const fresh = network.forward(theta, x, rows)
      const [dy, into] = [network.jvp(fresh, dtheta).slice(), gradientOf(network, fresh, ybar)]
      const old = network.forward(theta, new Float32Array(earlier * network.inputSize).fill(0.7), earlier)
      network.jvp(old, dtheta)
      gradientOf(network, old, new Float64Array(earlier * network.outputSize).fill(-1))
      const again = network.forward(theta, x, rows, old)
      expect(again.y).toEqual(fresh.y)
      expect(network.jvp(again, dtheta)).toEqual(dy)
      expect(gradientOf(network, again, ybar)).toEqual(into)
      expect(again.y.buffer === old.y.buffer).toBe(earlier >= rows)
    }),
    { numRuns: 50 },
  )
})

test('kept and recomputed activations give the same bits, in any order of tapes', () => {
  const reference = mlp({ inputSize: 5, hidden: [7, 6], outputSize: 3 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(rowCounts, fc.nat(1000)), { minLength: 2, maxLength: 5 }),
      fc.constantFrom(0, 40_000, 2 ** 28),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 5, maxLength: 30 }),
      (plans, activationBytes, uses) => {
        const network = simdNetwork(reference.description, { activationBytes })
        const problems = plans.map(([rows, seed]) => singleProblem(reference, rows, seed))
        const expected = problems.map((problem) => {
          const tape = problem.network.forward(problem.theta, problem.x, problem.rows)
          const dy = problem.network.jvp(tape, problem.dtheta)
          return { dy, into: gradientOf(problem.network, tape, problem.ybar) }
        })
        const tapes = problems.map(({ theta, x, rows }) => network.forward(theta, x, rows))
        for (const [use, forwards] of uses) {
          const i = use % tapes.length
          if (forwards) expect(network.jvp(tapes[i], problems[i].dtheta)).toEqual(expected[i].dy)
          else expect(gradientOf(network, tapes[i], problems[i].ybar)).toEqual(expected[i].into)
        }
      },
    ),
    { numRuns: 30 },
  )
})
