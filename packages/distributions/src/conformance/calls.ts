import type { RealArray } from '@trpo/math'
import type { Distribution } from '../distribution.ts'
import { noiseFor, type Subject, sampled, shifted } from './subject.ts'

/** Arguments for every function of a distribution, `rows` rows each. */
export interface Arguments {
  readonly rows: number
  readonly mu: RealArray
  readonly muNew: RealArray
  readonly dmu: RealArray
  readonly noise: RealArray
  readonly actions: Float64Array
}

/** One function of a distribution, called with those arguments that it needs. */
export interface Call {
  readonly name: string
  /** How many numbers it writes for each row. */
  width(distribution: Distribution): number
  run(distribution: Distribution, given: Arguments, into: Float64Array): void
}

const one = () => 1
const action = (distribution: Distribution) => distribution.actionSize
const parameters = (distribution: Distribution) => distribution.parameterSize

/** Every function of a distribution. */
export const calls: readonly Call[] = [
  { name: 'sample', width: action, run: (d, { rows, mu, noise }, into) => d.sample(rows, mu, noise, into) },
  { name: 'mode', width: action, run: (d, { rows, mu }, into) => d.mode(rows, mu, into) },
  { name: 'logProb', width: one, run: (d, { rows, mu, actions }, into) => d.logProb(rows, mu, actions, into) },
  {
    name: 'logProbGradient',
    width: parameters,
    run: (d, { rows, mu, actions }, into) => d.logProbGradient(rows, mu, actions, into),
  },
  { name: 'kl', width: one, run: (d, { rows, mu, muNew }, into) => d.kl(rows, mu, muNew, into) },
  { name: 'entropy', width: one, run: (d, { rows, mu }, into) => d.entropy(rows, mu, into) },
  {
    name: 'entropyGradient',
    width: parameters,
    run: (d, { rows, mu }, into) => d.entropyGradient(rows, mu, into),
  },
  { name: 'fisher', width: parameters, run: (d, { rows, mu, dmu }, into) => d.fisher(rows, mu, dmu, into) },
]

/** A batch in which no two rows are alike: it has the points, their neighbours, and points in between. */
export function mixedBatch(subject: Subject): Arguments {
  const { distribution, points, neighbours } = subject
  const random = subject.random('mixed batch')
  const between = points.map((point, i) => point.map((value, j) => value + (neighbours[i][j] - value) / 3))
  const muRows = [...points, ...neighbours, ...between]
  const rows = muRows.length
  return {
    rows,
    mu: joined(muRows),
    muNew: joined(
      muRows.map((row, i) =>
        shifted(
          row,
          0.5,
          between[i % between.length].map((x, j) => points[0][j] - x),
        ),
      ),
    ),
    dmu: Float64Array.from({ length: rows * distribution.parameterSize }, () => random.normal()),
    noise: noiseFor(distribution, rows, random),
    actions: joined(muRows.map((row) => sampled(distribution, row, 1, random))),
  }
}

/** Copies of the rows from `from` (included) to `to` (not included) of every argument. */
export function rowsBetween(distribution: Distribution, given: Arguments, from: number, to: number): Arguments {
  const { parameterSize: m, actionSize: k, noiseSize: e } = distribution
  return {
    rows: to - from,
    mu: given.mu.slice(from * m, to * m),
    muNew: given.muNew.slice(from * m, to * m),
    dmu: given.dmu.slice(from * m, to * m),
    noise: given.noise.slice(from * e, to * e),
    actions: given.actions.slice(from * k, to * k),
  }
}

/** The result of a call, in an array of its own. */
export function resultOf(call: Call, distribution: Distribution, given: Arguments): Float64Array {
  const into = new Float64Array(given.rows * call.width(distribution))
  call.run(distribution, given, into)
  return into
}

function joined(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => [...row]))
}
