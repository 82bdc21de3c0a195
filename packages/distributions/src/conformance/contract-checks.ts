import { expectSameBits, expectThat } from '@trpo/math/expectations'
import { type Arguments, calls, mixedBatch, resultOf, rowsBetween } from './calls.ts'
import type { Subject } from './subject.ts'

/** Sizes are positive whole numbers, the noise is of a known kind, and the description survives JSON. */
export function checkShape({ distribution }: Subject): void {
  for (const name of ['parameterSize', 'actionSize', 'noiseSize'] as const) {
    const size = distribution[name]
    expectThat(Number.isInteger(size) && size >= 1, `${name} is ${size}, expected a whole number of at least 1`)
  }
  const { noise, description } = distribution
  expectThat(noise === 'normal' || noise === 'uniform', `noise is ${String(noise)}, expected 'normal' or 'uniform'`)
  const text = JSON.stringify(description)
  expectThat(typeof description.kind === 'string', `the description ${text} has no kind`)
  expectThat(
    sameJson(JSON.parse(text), description),
    `the description ${text} is not the same after a trip through JSON`,
  )
}

/** A batch gives the bits that its rows give one by one and in two parts. */
export function checkRowsIndependent(subject: Subject): void {
  const { distribution } = subject
  const batch = mixedBatch(subject)
  for (const call of calls) {
    const whole = resultOf(call, distribution, batch)
    const width = call.width(distribution)
    for (let row = 0; row < batch.rows; row++) {
      const alone = resultOf(call, distribution, rowsBetween(distribution, batch, row, row + 1))
      expectSameBits(`${call.name} of row ${row} alone`, alone, whole.slice(row * width, (row + 1) * width))
    }
    const cut = Math.ceil(batch.rows / 3)
    const parts = [rowsBetween(distribution, batch, 0, cut), rowsBetween(distribution, batch, cut, batch.rows)]
    const split = parts.flatMap((part) => [...resultOf(call, distribution, part)])
    expectSameBits(`${call.name} of a batch cut at row ${cut}`, split, whole)
  }
}

/**
 * A call changes none of its inputs. It writes the rows of its output that were asked for, whatever they held, and no
 * others.
 */
export function checkWritesOnlyOutput(subject: Subject): void {
  const { distribution } = subject
  const batch = mixedBatch(subject)
  const copy = rowsBetween(distribution, batch, 0, batch.rows)
  for (const call of calls) {
    const expected = resultOf(call, distribution, batch)
    const into = new Float64Array(expected.length + 3).fill(Number.NaN)
    call.run(distribution, batch, into)
    expectSameBits(`${call.name} into an array that held NaN`, into.slice(0, expected.length), expected)
    expectThat(
      into.slice(expected.length).every(Number.isNaN),
      `${call.name} wrote beyond the ${batch.rows} rows it was asked for`,
    )
    for (const name of ['mu', 'muNew', 'dmu', 'noise', 'actions'] as const) {
      expectSameBits(`${name} after ${call.name}`, batch[name], copy[name])
    }
  }
}

/** Arrays in f32 give the results of the same numbers in f64, because accumulation is always in f64. */
export function checkSinglePrecision(subject: Subject): void {
  const { distribution } = subject
  const batch = mixedBatch(subject)
  const single: Arguments = {
    ...batch,
    mu: Float32Array.from(batch.mu),
    muNew: Float32Array.from(batch.muNew),
    dmu: Float32Array.from(batch.dmu),
  }
  const double: Arguments = {
    ...batch,
    mu: Float64Array.from(single.mu),
    muNew: Float64Array.from(single.muNew),
    dmu: Float64Array.from(single.dmu),
  }
  for (const call of calls) {
    expectSameBits(`${call.name} in f32`, resultOf(call, distribution, single), resultOf(call, distribution, double))
  }
}

function sameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right
  const entries = Object.entries(left)
  const others = new Map(Object.entries(right))
  return entries.length === others.size && entries.every(([key, value]) => sameJson(value, others.get(key)))
}
