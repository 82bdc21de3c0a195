import fc from 'fast-check'
import { expect, test } from 'vitest'
import { absoluteDot, dot, problems } from './arbitrary.ts'

test('jvp is the derivative: central differences', () => {
  fc.assert(
    fc.property(problems(true), ({ network, rows, theta, x, dtheta }) => {
      const h = 1e-5
      const along = (t: number) =>
        network.forward(
          theta.map((value, p) => value + t * dtheta[p]),
          x,
          rows,
        ).y
      const [ahead, behind] = [along(h), along(-h)]
      const dy = network.jvp(network.forward(theta, x, rows), dtheta)
      const scale = 1 + Math.max(...dy.map(Math.abs))
      // Truncation is of order h^2 times a third derivative, which grows with the depth; rounding of 1e-16 / h.
      dy.forEach((value, i) => {
        expect(Math.abs(value - (ahead[i] - behind[i]) / (2 * h)) / scale ** 3).toBeLessThan(1e-6)
      })
    }),
  )
})

test("vjp is the adjoint of jvp: <ybar, J d> = <J' ybar, d>", () => {
  fc.assert(
    fc.property(problems(), ({ network, rows, theta, x, dtheta, ybar }) => {
      const tape = network.forward(theta, x, rows)
      const dy = network.jvp(tape, dtheta)
      const into = new Float64Array(theta.length)
      network.vjp(tape, ybar, into)
      const scale = 1e-300 + absoluteDot(ybar, dy) + absoluteDot(into, dtheta)
      expect(Math.abs(dot(ybar, dy) - dot(into, dtheta)) / scale).toBeLessThan(1e-11)
    }),
  )
})

test('jvp is linear in the direction, exactly so for powers of two', () => {
  fc.assert(
    fc.property(problems(), fc.integer({ min: 0, max: 99 }), ({ network, rows, theta, x, dtheta }, k) => {
      const tape = network.forward(theta, x, rows)
      const other = dtheta.map((_, p) => dtheta[(p + k) % dtheta.length])
      const a = network.jvp(tape, dtheta).slice()
      const b = network.jvp(tape, other).slice()
      const sum = network
        .jvp(
          tape,
          dtheta.map((value, p) => value + other[p]),
        )
        .slice()
      const scale = 1 + Math.max(...a.map(Math.abs), ...b.map(Math.abs))
      sum.forEach((value, i) => {
        expect(Math.abs(value - (a[i] + b[i])) / scale).toBeLessThan(1e-12)
      })
      const scaled = network.jvp(
        tape,
        dtheta.map((value) => -4 * value),
      )
      // Compared by ===, for which the two zeros are equal.
      expect(scaled.every((value, i) => value === -4 * a[i])).toBe(true)
    }),
  )
})

test('vjp adds to what is there', () => {
  fc.assert(
    fc.property(problems(), ({ network, rows, theta, x, ybar }) => {
      const tape = network.forward(theta, x, rows)
      const once = new Float64Array(theta.length)
      network.vjp(tape, ybar, once)
      const twice = once.slice()
      network.vjp(tape, ybar, twice)
      twice.forEach((value, p) => {
        expect(Math.abs(value - 2 * once[p])).toBeLessThanOrEqual(
          1e-12 * (1 + Math.abs(once[p]) + absoluteDot(ybar, ybar)),
        )
      })
    }),
  )
})
