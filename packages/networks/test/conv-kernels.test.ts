import { convLayers } from '@trpo/networks'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atari, convNetworks, convProblem } from './conv-problems.ts'
import { gradientOf } from './single.ts'

/** |a - b| / |b| */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, size] = [0, 0]
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) * (a[i] - b[i])
    size += b[i] * b[i]
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(size), 1e-12)
}

function compare({ reference, network, rows, theta, dtheta, x, x64, ybar }: ReturnType<typeof convProblem>): void {
  const [single, exact] = [network.forward(theta, x, rows), reference.forward(theta, x64, rows)]
  expect(apart(single.y, exact.y)).toBeLessThan(1e-5)
  expect(apart(network.jvp(single, dtheta), reference.jvp(exact, dtheta))).toBeLessThan(1e-5)
  expect(apart(gradientOf(network, single, ybar), gradientOf(reference, exact, ybar))).toBeLessThan(1e-5)
}

test('outputs, jvp and vjp are within 1e-5 of the reference in norm', () => {
  fc.assert(
    fc.property(convNetworks, fc.integer({ min: 1, max: 20 }), fc.nat(), (layers, rows, seed) =>
      compare(convProblem(layers, rows, seed)),
    ),
    { numRuns: 150 },
  )
})

test("so they are for the paper's network of Atari", () => {
  compare(convProblem(convLayers(atari), 11, 1))
})
