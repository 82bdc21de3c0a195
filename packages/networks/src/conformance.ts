import { checkAdds, checkAdjoint, checkDifferences, checkLinear } from './conformance/derivative-checks.ts'
import { checkRowsIndependent, checkSizes, checkVjpSums } from './conformance/row-checks.ts'
import { checkDescription, checkInit, checkLeaves } from './conformance/shape-checks.ts'
import { type Subject, subjectOf } from './conformance/subject.ts'
import {
  checkArguments,
  checkAt,
  checkBytes,
  checkCotangents,
  checkReuse,
  checkTapesApart,
  checkThetaInPlace,
} from './conformance/tape-checks.ts'
import type { NetworkDescription } from './description.ts'
import { networkFromDescription } from './from-description.ts'
import type { Network } from './network.ts'
import { simdNetwork } from './simd/simd-network.ts'

/** One thing that every network must do. */
export interface ConformanceCheck {
  /** The law that is checked, as a sentence to show beside the outcome. */
  readonly name: string
  /** Throws an Error when the network does not conform; its message says what was found and what was expected. */
  readonly run: () => void
}

/** Where the suite looks. */
export interface NetworkConformanceOptions {
  /**
   * Makes a network from a description, as loading a saved one does. @default the builder that loads policies:
   * `simdNetwork` for a network in f32, `networkFromDescription` for one in f64, with the network's extensions
   */
  readonly rebuild?: (description: NetworkDescription) => Network
  /**
   * How many rows `vjp` may add up before it adds their sum in f64. A batch that is cut at multiples of this number
   * gives the bits of the whole.
   * @default 128 for a network in f32, 1 for one in f64
   */
  readonly rowsPerSum?: number
  /**
   * Rows of the batch that is checked, more than `rowsPerSum`.
   * @default 2 * rowsPerSum + 7
   */
  readonly rows?: number
  /**
   * The parameters of the checks, [p], where the network is smooth. @default initial ones, each plus a normal number of
   * standard deviation 0.1
   */
  readonly theta?: ArrayLike<number>
  /** Seed of all random numbers; the same seed always gives the same outcome. @default 1 */
  readonly seed?: number
}

const suite: ReadonlyArray<readonly [string, (subject: Subject) => void]> = [
  ['sizes are whole numbers and the leaves cover theta without gaps', checkLeaves],
  ['init gives finite parameters that the draws alone determine', checkInit],
  ['the description builds an equal network, also through JSON', checkDescription],
  ['outputs and jvp have a row for each row, and no rows give nothing', checkSizes],
  ['a call changes none of its arguments and gives the same bits again', checkArguments],
  ['rows are independent: any split of a batch gives the same bits', checkRowsIndependent],
  ['vjp adds up the rows in order: parts give the bits of the whole', checkVjpSums],
  ['jvp agrees with finite differences of forward', checkDifferences],
  ['jvp is linear in the direction', checkLinear],
  ['vjp is the adjoint of jvp', checkAdjoint],
  ['vjp adds to what is there', checkAdds],
  ['tapes do not disturb each other', checkTapesApart],
  ['a reused tape gives the bits of a new one', checkReuse],
  ['theta may change in place between forward passes', checkThetaInPlace],
  ['at gives the bits of forward, and keeps theta', checkAt],
]

const ofBytes: typeof suite = [['bytes give the bits of the same numbers, and stay as they are', checkBytes]]

const ofSinglePrecision: typeof suite = [['cotangents in f32 give the bits of their numbers in f64', checkCotangents]]

/**
 * The conformance suite of the `Network` seam, for any test runner:
 *
 *     for (const { name, run } of networkConformance(myNetwork, { rebuild: buildMine })) it(name, run)
 *
 * A network that passes can be trained, saved, loaded and used wherever one is expected.
 *
 * Throws a RangeError when an option does not fit the network.
 */
export function networkConformance(
  network: Network,
  options: NetworkConformanceOptions = {},
): readonly ConformanceCheck[] {
  const single = network.precision === 'f32'
  const { extensions } = network
  const build = single ? simdNetwork : networkFromDescription
  const { rebuild = (description: NetworkDescription) => build(description, { extensions }) } = options
  const { rowsPerSum = single ? 128 : 1, theta } = options
  const { rows = 2 * rowsPerSum + 7, seed = 1 } = options
  if (!Number.isInteger(rowsPerSum) || rowsPerSum < 1) {
    throw new RangeError(`conformance: rowsPerSum is ${rowsPerSum}, expected a whole number of at least 1`)
  }
  if (!Number.isInteger(rows) || rows <= rowsPerSum) {
    throw new RangeError(`conformance: rows is ${rows}, expected a whole number above ${rowsPerSum}, the rows of a sum`)
  }
  if (theta !== undefined && theta.length !== network.parameterCount) {
    throw new RangeError(
      `conformance: theta has length ${theta.length}, the network has ${network.parameterCount} parameters`,
    )
  }
  let subject: Subject | undefined
  const look = (): Subject => {
    subject ??= subjectOf(network, { rebuild, rows, rowsPerSum, theta, seed })
    return subject
  }
  const checks = [...suite, ...(single ? ofSinglePrecision : []), ...(network.takesBytes === true ? ofBytes : [])]
  return checks.map(([name, check]) => ({ name, run: () => check(look()) }))
}
