import type { RealArray } from '@trpo/math'
import { type RandomStream, randomStream } from '@trpo/random'
import type { NetworkDescription } from '../description.ts'
import type { Network, Tape } from '../network.ts'

/** The subject of the checks: a network, and the points at which it is checked. */
export interface Subject {
  readonly network: Network
  /** Makes a network from a description, as loading a saved one does. */
  rebuild(description: NetworkDescription): Network
  /** Rows of the batch. */
  readonly rows: number
  /** Rows whose cotangents may be added up before they are added in f64. */
  readonly rowsPerSum: number
  /** Parameters, [p], and others. */
  readonly theta: Float64Array
  readonly otherTheta: Float64Array
  /** Inputs, [rows, inputSize], no two rows alike, and others. */
  readonly x: RealArray
  readonly otherX: RealArray
  /** A direction, [p]. */
  readonly direction: Float64Array
  /** A cotangent, [rows, outputSize]. */
  readonly ybar: Float64Array
  /** Draws for one purpose: the same on every call. */
  random(purpose: string): RandomStream
}

/** The options of the suite with their defaults filled in. */
export interface SubjectSettings {
  readonly rebuild: (description: NetworkDescription) => Network
  readonly rows: number
  readonly rowsPerSum: number
  readonly theta: ArrayLike<number> | undefined
  readonly seed: number
}

/** The subject of the checks of a network. */
export function subjectOf(network: Network, settings: SubjectSettings): Subject {
  const { rows, rowsPerSum, rebuild, seed } = settings
  const { inputSize, outputSize, parameterCount } = network
  const random = (purpose: string) => randomStream(seed, `network conformance: ${purpose}`)
  const normals = (purpose: string, length: number) => {
    const draws = random(purpose)
    return Float64Array.from({ length }, () => draws.normal())
  }
  const inputs = (purpose: string) => inPrecision(network, normals(purpose, rows * inputSize))
  const noise = normals('theta', parameterCount)
  const initial = settings.theta ?? network.init(random('initial parameters')).map((value, p) => value + 0.1 * noise[p])
  const theta = Float64Array.from(initial)
  return {
    network,
    rebuild,
    rows,
    rowsPerSum,
    theta,
    otherTheta: theta.map((value, p) => value - 0.2 * noise[p]),
    x: inputs('inputs'),
    otherX: inputs('other inputs'),
    direction: normals('direction', parameterCount),
    ybar: normals('cotangent', rows * outputSize),
    random,
  }
}

/** The numbers in an array of the network's precision. */
export function inPrecision(network: Network, values: ArrayLike<number>): RealArray {
  return network.precision === 'f32' ? Float32Array.from(values) : Float64Array.from(values)
}

/** Rows `from` to `to` of an array with `size` numbers a row, not a copy. */
export function rowsBetween<T extends RealArray>(array: T, size: number, from: number, to: number): T {
  return array.subarray(from * size, to * size) as T
}

/** The results of a forward pass and its derivatives, in arrays of their own. */
export interface Results {
  readonly y: RealArray
  readonly dy: RealArray
  readonly gradient: Float64Array
}

/** Outputs of a tape, their derivative along `direction`, and the gradient of <ybar, y>. */
export function resultsOf({ network, direction, ybar }: Subject, tape: Tape): Results {
  const y = tape.y.slice()
  const dy = network.jvp(tape, direction).slice()
  return { y, dy, gradient: gradientOf(network, tape, ybar) }
}

/** J' ybar of a tape, in an array of its own. */
export function gradientOf(network: Network, tape: Tape, ybar: RealArray): Float64Array {
  const into = new Float64Array(network.parameterCount)
  network.vjp(tape, ybar, into)
  return into
}
