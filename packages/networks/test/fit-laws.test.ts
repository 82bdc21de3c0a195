import { fitByAdam, mlp, type Network, networkFromDescription, simdNetwork } from '@trpo/networks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitDigest } from './fit-digest.ts'
import { fitProblem } from './fit-problem.ts'

const { description } = mlp({ inputSize: 3, hidden: [10, 5], outputSize: 2 })
const builders = [
  ['the reference', networkFromDescription],
  ['the kernels', simdNetwork],
] as const

describe.each(builders)('a fit by %s', (_, build) => {
  const network: Network = build(description)
  const size = fc.integer({ min: 1, max: 40 })

  test('in parts has the bits of the whole, whatever was fitted in between', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 2, max: 4 }), fc.nat(), (n, batchSize, epochs, seed) => {
        const problem = fitProblem(network, n, epochs, { batchSize, rate: 1e-2 }, seed)
        const { theta, adam, rows, options } = problem
        const whole = fitByAdam(network, theta, adam, rows, options)
        let part = { theta, adam, loss: Number.NaN }
        for (let epoch = 0; epoch < epochs; epoch++) {
          const order = options.order.subarray(epoch * n, (epoch + 1) * n)
          part = fitByAdam(network, part.theta, part.adam, rows, { ...options, order })
          const other = fitProblem(network, 3 * n, 1, { batchSize: n, rate: 1e-2 }, seed + 1)
          fitByAdam(network, other.theta, other.adam, other.rows, other.options)
        }
        expect(part).toEqual(whole)
        const fresh: Network = build(description)
        expect(fitByAdam(fresh, theta, adam, rows, options)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })

  test('changes none of its arguments, in either precision, and keeps none of its results', () => {
    const { theta, adam, rows, options } = fitProblem(network, 20, 2, { batchSize: 8, rate: 1e-2 })
    const inputs = Float64Array.from(rows.inputs)
    const targets = Float64Array.from(rows.targets)
    const before = structuredClone({ theta, adam, rows, options })
    const fitted = fitByAdam(network, theta, adam, rows, options)
    const copy = structuredClone(fitted)
    expect(fitByAdam(network, theta, adam, { inputs, targets }, options)).toEqual(fitted)
    expect({ theta, adam, rows, options }).toEqual(before)
    expect(fitted).toEqual(copy)
  })

  test('visits the rows that `order` names, however often', () => {
    const { theta, adam, rows, options } = fitProblem(network, 6, 1, { batchSize: 4, rate: 1e-2 })
    const order = Uint32Array.of(5, 5, 2, 5, 2, 2)
    const named = (array: typeof rows.inputs, width: number) =>
      Float32Array.from([...order].flatMap((row) => [...array.subarray(row * width, (row + 1) * width)]))
    const visited = { inputs: named(rows.inputs, 3), targets: named(rows.targets, 2) }
    const inOrder = { ...options, order: Uint32Array.of(0, 1, 2, 3, 4, 5) }
    expect(fitByAdam(network, theta, adam, rows, { ...options, order })).toEqual(
      fitByAdam(network, theta, adam, visited, inOrder),
    )
  })

  test('at rate 0 leaves theta as it is and counts its steps', () => {
    const { theta, adam, rows, options } = fitProblem(network, 10, 2, { batchSize: 4, rate: 0 })
    const fitted = fitByAdam(network, theta, adam, rows, options)
    expect(fitted.theta).toEqual(theta)
    expect(fitted.adam.steps).toBe(6)
    expect(fitted.adam.first).not.toEqual(adam.first)
  })

  test('that diverges says so by its loss', () => {
    const { theta, adam, rows, options } = fitProblem(network, 10, 3, { batchSize: 4, rate: 1e300 })
    expect(fitByAdam(network, theta, adam, rows, options).loss).not.toSatisfy(Number.isFinite)
  })

  const { theta, adam, rows, options } = fitProblem(network, 10, 2, { batchSize: 4, rate: 1e-3 })
  const fit = (change: object) => () =>
    fitByAdam(
      network,
      ...(Object.values({ theta, adam, rows, options, ...change }) as [
        typeof theta,
        typeof adam,
        typeof rows,
        typeof options,
      ]),
    )
  test.each([
    ['theta has length 3', { theta: new Float64Array(3) }],
    ['theta is a Float32Array', { theta: new Float32Array(107) }],
    ['adam.first has length 3', { adam: { ...adam, first: new Float64Array(3) } }],
    [
      'adam.second has length 200, this network has 107 parameters',
      { adam: { ...adam, second: new Float64Array(200) } },
    ],
    ['adam.steps is -1', { adam: { ...adam, steps: -1 } }],
    [
      'inputs is an array of length 3, expected a Float32Array or Float64Array',
      { rows: { ...rows, inputs: [1, 2, 3] } },
    ],
    ['inputs has length 31, expected one or more whole rows of 3', { rows: { ...rows, inputs: new Float32Array(31) } }],
    ['inputs has length 0', { rows: { ...rows, inputs: new Float32Array(0) } }],
    ['targets has length 19, expected 20 numbers: [10 rows, 2]', { rows: { ...rows, targets: new Float32Array(19) } }],
    ['targets has length 21, but 10 rows of inputs have 20', { rows: { ...rows, targets: new Float32Array(21) } }],
    ['order is an array of length 2, expected a Uint32Array', { options: { ...options, order: [0, 1] } }],
    ['order has length 15, expected 10 rows for each', { options: { ...options, order: new Uint32Array(15) } }],
    ['order has length 0', { options: { ...options, order: new Uint32Array(0) } }],
    ['order[4] is row 10, but there are 10 rows', { options: { ...options, order: new Uint32Array(10).fill(10, 4) } }],
    ['batchSize is 0', { options: { ...options, batchSize: 0 } }],
    ['rate is -1, expected 0 or more', { options: { ...options, rate: -1 } }],
    ['rate is NaN', { options: { ...options, rate: Number.NaN } }],
    ['beta1 is 1, expected 0 <= beta1 < 1', { options: { ...options, beta1: 1 } }],
    ['beta2 is -0.1', { options: { ...options, beta2: -0.1 } }],
    ['epsilon is 0, expected more than 0', { options: { ...options, epsilon: 0 } }],
  ])('refuses what does not fit by name: %s', (message, change) => {
    expect(fit(change)).toThrow(message)
  })
})

test('a network that wraps one of the kernels is fitted through its own functions', () => {
  const inner: Network = simdNetwork(description)
  const doubled: Network = {
    ...inner,
    forward(theta, x, count, reuse) {
      const tape = inner.forward(theta, x, count, reuse)
      for (let i = 0; i < tape.y.length; i++) tape.y[i] *= 2
      return tape
    },
  }
  const { theta, adam, rows, options } = fitProblem(inner, 10, 1, { batchSize: 10, rate: 0 })
  const halved = { ...rows, targets: rows.targets.map((value) => value / 2) }
  const loss = fitByAdam(inner, theta, adam, halved, options).loss
  expect(fitByAdam(doubled, theta, adam, rows, options).loss).toBeCloseTo(4 * loss, 5)
})

test('the bits are those of every engine: they do not change unless the numerics do', () => {
  // Printed under Node 26, and compared with another Node in engines.slow.test.ts.
  expect(fitDigest()).toBe('b370b927')
})
