import { mlp, relu, sequential } from '@trpo/networks'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { problems } from './arbitrary.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

test('any split of a batch gives the same bits: outputs, jvp, and vjp summed in row order', () => {
  fc.assert(
    fc.property(problems(), fc.nat(7), ({ network, rows, theta, x, dtheta, ybar }, at) => {
      const tape = network.forward(theta, x, rows)
      const dy = network.jvp(tape, dtheta)
      const whole = new Float64Array(theta.length)
      network.vjp(tape, ybar, whole)

      const cut = Math.min(at, rows)
      const parts = new Float64Array(theta.length)
      for (const [from, to] of [
        [0, cut],
        [cut, rows],
      ]) {
        const rowsOf = (array: Float64Array, width: number) => array.subarray(from * width, to * width)
        const part = network.forward(theta, rowsOf(x, network.inputSize), to - from)
        expect(part.y).toEqual(rowsOf(tape.y as Float64Array, network.outputSize))
        expect(network.jvp(part, dtheta)).toEqual(rowsOf(dy as Float64Array, network.outputSize))
        network.vjp(part, rowsOf(ybar, network.outputSize), parts)
      }
      expect(parts).toEqual(whole)
    }),
  )
})

test('a reused tape gives the same bits as a new one, whatever it held', () => {
  fc.assert(
    fc.property(problems(), fc.integer({ min: 1, max: 12 }), ({ network, rows, theta, x, dtheta, ybar }, earlier) => {
      const fresh = network.forward(theta, x, rows)
      const dy = network.jvp(fresh, dtheta)
      const into = new Float64Array(theta.length)
      network.vjp(fresh, ybar, into)

      const old = network.forward(theta, new Float64Array(earlier * network.inputSize).fill(0.7), earlier)
      network.jvp(old, dtheta)
      network.vjp(old, new Float64Array(earlier * network.outputSize).fill(-1), new Float64Array(theta.length))
      const again = network.forward(theta, x, rows, old)
      const intoAgain = new Float64Array(theta.length)
      network.vjp(again, ybar, intoAgain)
      expect(again.y).toEqual(fresh.y)
      expect(network.jvp(again, dtheta)).toEqual(dy)
      expect(intoAgain).toEqual(into)
      // Enough room for as many rows: the memory is the same.
      expect(again.y.buffer === old.y.buffer).toBe(earlier >= rows)
    }),
  )
})

test('what jvp gave can be handed to vjp', () => {
  fc.assert(
    fc.property(problems(), ({ network, rows, theta, x, dtheta }) => {
      const tape = network.forward(theta, x, rows)
      const dy = network.jvp(tape, dtheta)
      const copy = dy.slice()
      const into = new Float64Array(theta.length)
      network.vjp(tape, dy, into)
      expect(dy).toEqual(copy)
      const expected = new Float64Array(theta.length)
      network.vjp(tape, copy, expected)
      expect(into).toEqual(expected)
    }),
  )
})

test('input arrays may be longer than the rows need', () => {
  const network = mlp({ inputSize: 2, hidden: [3], outputSize: 1 })
  const theta = Float64Array.from({ length: network.parameterCount }, (_, p) => 0.1 * p - 0.5)
  const x = Float64Array.of(1, 2, 3, 4, Number.NaN, Number.NaN)
  const tape = network.forward(theta, x, 2)
  expect(tape.y.length).toBe(2)
  expect(tape.y).toEqual(network.forward(theta, x.subarray(0, 4), 2).y)
})

test('no rows give no outputs', () => {
  const network = mlp({ inputSize: 2, hidden: [3], outputSize: 1 })
  const tape = network.forward(new Float64Array(network.parameterCount), new Float64Array(0), 0)
  expect(tape.y.length).toBe(0)
  expect(network.jvp(tape, new Float64Array(network.parameterCount)).length).toBe(0)
})

test('relu has derivative 0 at 0 and hides no NaN', () => {
  const layer = relu(3)
  const x = Float64Array.of(0, -2, Number.NaN)
  const y = sequential([layer]).forward(new Float64Array(0), x, 1).y
  expect([...y]).toEqual([0, 0, Number.NaN])
  const dy = new Float64Array(3)
  layer.jvp(new Float64Array(0), 1, x, Float64Array.from(y), new Float64Array(0), Float64Array.of(1, 1, 1), dy)
  expect([...dy]).toEqual([0, 0, 1])
})
