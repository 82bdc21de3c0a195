/** The fields of a request that are f64, as `Request` of assembly/fit/request.ts has them in order. */
const DOUBLES = ['beta1', 'beta2', 'epsilon', 'squares'] as const

/** The fields that follow, i32 and byte addresses. */
const WORDS = [
  'steps',
  'stepCount',
  'stride',
  'inputSize',
  'output',
  'outputSize',
  'theta',
  'first',
  'second',
  'paddedCount',
  'paddedTheta',
  'paddedFirst',
  'paddedSecond',
  'gradientSum',
  'gradient',
  'single',
  'transposed',
  'zeros',
  'activations',
  'cotangents',
  'inputs',
  'targets',
  'order',
  'rows',
  'epochs',
  'batchSize',
  'corrections',
] as const

/** What the kernels of a fit are told. */
export type FitRequest = Readonly<Record<(typeof DOUBLES)[number] | (typeof WORDS)[number], number>>

/** Bytes of a request in the kernels' memory. */
export const REQUEST_BYTES: number = 8 * DOUBLES.length + 4 * WORDS.length

/** Writes a request at a byte address. */
export function writeRequest(f64: Float64Array, i32: Int32Array, address: number, request: FitRequest): void {
  for (const [i, field] of DOUBLES.entries()) f64[address / 8 + i] = request[field]
  const words = address / 4 + 2 * DOUBLES.length
  for (const [i, field] of WORDS.entries()) i32[words + i] = request[field]
}

/** The sum of squared errors that the kernels wrote into a request. */
export function squaresOf(f64: Float64Array, address: number): number {
  return f64[address / 8 + DOUBLES.indexOf('squares')]
}
