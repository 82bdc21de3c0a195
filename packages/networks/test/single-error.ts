import type { SequentialNetwork } from '@trpo/networks'
import { expect } from 'vitest'

/**
 * |actual - expected| / |expected| in Euclidean norm. Expected numbers that cancel to a norm below 1 an entry count as
 * 1 an entry: those that add up to them are of order 1.
 */
export function error(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length)
  let squares = 0
  let difference = 0
  for (let i = 0; i < expected.length; i++) {
    squares += expected[i] ** 2
    difference += (actual[i] - expected[i]) ** 2
  }
  return Math.sqrt(difference / Math.max(squares, expected.length, 1))
}

/** A reference network at a point. */
interface ReferenceProblem {
  readonly reference: SequentialNetwork
  readonly theta: Float64Array
  readonly x64: Float64Array
  readonly rows: number
}

/** Whether a rectifier's input is so near its kink that f32 may fall on the other side. */
export function nearKink({ reference, theta, x64, rows }: ReferenceProblem): boolean {
  const tape = reference.forward(theta, x64, rows)
  return reference.description.layers.some(
    (layer, i) => layer.kind === 'relu' && tape.activations[i].some((a) => a !== 0 && Math.abs(a) < 1e-5),
  )
}
