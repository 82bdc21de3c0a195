import { dense, mlp, networkFromDescription } from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'

describe.each([
  [1, 1],
  [9, 1],
  [1, 9],
  [11, 64],
  [64, 64],
  [64, 3],
])('orthogonal weights of %i inputs and %i outputs', (n, m) => {
  const gain = Math.SQRT2
  const layer = dense(n, m, { gain, initialWeights: 'orthogonal' })
  const parameters = new Float64Array((n + 1) * m).fill(Number.NaN)
  layer.init(randomStream(1, 'orthogonal'), parameters)
  const weight = (i: number, j: number) => parameters[i * m + j]

  test("W'W or W W' is gain^2 times the identity to 1e-12, and biases are 0", () => {
    const tall = n >= m
    const [count, length] = tall ? [m, n] : [n, m]
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0
        for (let i = 0; i < length; i++) product += tall ? weight(i, a) * weight(i, b) : weight(a, i) * weight(b, i)
        expect(Math.abs(product - (a === b ? gain * gain : 0))).toBeLessThan(1e-12)
      }
    }
    expect([...parameters.subarray(n * m)]).toEqual(new Array(m).fill(0))
  })

  test('they span what the draws span, first by first, with a positive diagonal of R', () => {
    const draws = randomStream(1, 'orthogonal')
    const normals = Float64Array.from({ length: n * m }, () => draws.normal())
    const tall = n >= m
    const [count, length] = tall ? [m, n] : [n, m]
    const draw = (k: number, i: number) => (tall ? normals[i * m + k] : normals[k * m + i])
    const q = (k: number, i: number) => (tall ? weight(i, k) : weight(k, i)) / gain
    const dot = (a: (i: number) => number, b: (i: number) => number) => {
      let sum = 0
      for (let i = 0; i < length; i++) sum += a(i) * b(i)
      return sum
    }
    for (let k = 0; k < count; k++) {
      const own = (i: number) => draw(k, i)
      expect(dot((i) => q(k, i), own)).toBeGreaterThan(0)
      // Draw k has no part along later vectors: R is triangular.
      for (let later = k + 1; later < count; later++) expect(Math.abs(dot((i) => q(later, i), own))).toBeLessThan(1e-11)
    }
  })
})

test('draws that are nearly alike give orthogonal weights too: what the first pass leaves, the second removes', () => {
  const [n, m] = [12, 7]
  const draws = randomStream(1, 'nearly alike')
  const parameters = new Float64Array((n + 1) * m)
  const alike = { ...draws, normal: () => 1 + 1e-6 * draws.normal() }
  dense(n, m, { initialWeights: 'orthogonal' }).init(alike, parameters)
  for (let a = 0; a < m; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0
      for (let i = 0; i < n; i++) product += parameters[i * m + a] * parameters[i * m + b]
      expect(Math.abs(product - (a === b ? 1 : 0))).toBeLessThan(1e-12)
    }
  }
})

test('a perceptron has gain sqrt 2 in hidden layers by default, and what is given otherwise', () => {
  const norms = (options: object) => {
    const shape = { inputSize: 6, hidden: [4], outputSize: 2 }
    const network = mlp({ ...shape, initialWeights: 'orthogonal', ...options })
    const theta = network.init(randomStream(2, 'init'))
    return network.leaves.flatMap(({ shape: [rows, columns], offset }) => {
      if (columns === undefined) return []
      let squares = 0
      for (let i = 0; i < rows; i++) squares += theta[offset + i * columns] ** 2
      return [Math.sqrt(squares)]
    })
  }
  const close = (actual: readonly number[], expected: readonly number[]) =>
    actual.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 12)
    })
  close(norms({}), [Math.SQRT2, 1])
  close(norms({ hiddenGain: 1, outputGain: 0.01 }), [1, 0.01])
})

describe('the description', () => {
  const network = mlp({ inputSize: 3, hidden: [5], outputSize: 2, initialWeights: 'orthogonal', outputGain: 0.01 })

  test('says how weights start, and a network saved before there was a choice stays as it is', () => {
    expect(network.description.layers[2]).toEqual({
      kind: 'dense',
      inputSize: 5,
      outputSize: 2,
      gain: 0.01,
      initialWeights: 'orthogonal',
    })
    const plain = { kind: 'dense', inputSize: 3, outputSize: 2, gain: 1 }
    expect(dense(3, 2).description).toEqual(plain)
    expect(dense(3, 2, { initialWeights: 'normalized' }).description).toEqual(plain)
    expect(networkFromDescription({ kind: 'sequential', layers: [plain] }).description.layers).toEqual([plain])
  })

  test('is refused with other words', () => {
    const layer = { kind: 'dense', inputSize: 3, outputSize: 2, gain: 1, initialWeights: 'uniform' }
    expect(() => networkFromDescription({ kind: 'sequential', layers: [layer] })).toThrow(
      'layers[0].initialWeights is "uniform", expected "normalized" or "orthogonal"',
    )
  })

  for (const { name, run } of networkConformance(network)) test(name, run)
})
