import { FIRST_FREE_BYTE, type Kernels, kernelsOn, PANEL_ROWS } from './kernels.ts'
import type { Plan } from './plan.ts'
import type { SimdTape } from './simd-tape.ts'

/** Panels whose derivatives are summed over their rows in f32 before they are added in f64. A constant of the numerics. */
const BLOCK_PANELS = 16

/** Rows of such a block. */
export const BLOCK_ROWS: number = BLOCK_PANELS * PANEL_ROWS

/** Rows whose activations are in the kernels' memory at once; a constant of speed only. */
export const CHUNK_ROWS: number = 8 * BLOCK_ROWS

/** So many rows are computed faster one by one than as a panel of which the rest is missing; a constant of speed only. */
export const FEW_ROWS = 4

/** Flat parameters, or a direction of them, as the kernels want them. */
export interface Parameters {
  /** The f64 parameters that were packed last, and the place where the next ones are put to be compared with them. */
  current: number
  next: number
  /** How often the parameters changed; 0 while there are none. */
  version: number
  /** The array that the parameters came from, if it never changes; while it is the same, nothing has to be compared. */
  source: Float64Array | undefined
  /** Packed f32, see `plan.packedBytes`. */
  readonly packed: number
  /** Transposed weights, and whether they are those of `current`. */
  readonly transposed: number
  transposedFilled: boolean
}

/** The kernels of a network and their memory, whose size never changes. Numbers are byte addresses. */
export interface Workspace {
  readonly plan: Plan
  readonly inputSize: number
  readonly outputSize: number
  readonly parameterCount: number
  readonly kernels: Kernels
  readonly f32: Float32Array
  readonly f64: Float64Array
  readonly theta: Parameters
  readonly direction: Parameters
  /** As many f32 zeros as the widest array has features. */
  readonly zeros: number
  /** f64, one a parameter: the sums of vjp. */
  readonly sums: number
  /** Rows on their way in or out. */
  readonly staging: number
  /** The records of a chunk: inputs and activations. */
  readonly activations: number
  /** The records of a block: tangents or cotangents. Between derivatives anything may be there. */
  readonly tangents: number
  /** The tape whose activations are in memory, and which chunk of it. */
  resident: { readonly tape: SimdTape; readonly chunk: number } | undefined
}

/** Gives out the kernels' memory from its beginning. */
export interface MemoryRoom {
  /** The byte address of the next `bytes` bytes, which no others share a cache line with. */
  take(bytes: number): number
  /** The pages of what was taken. Throws a RangeError when they are more than WebAssembly's 4 GiB. */
  pages(): number
}

/** Room behind the kernels' own constants. */
export function memoryRoom(): MemoryRoom {
  let end = FIRST_FREE_BYTE
  return {
    take(bytes) {
      const start = end
      end += 64 * Math.ceil(bytes / 64)
      return start
    },
    pages() {
      const pages = Math.ceil(end / 65536)
      if (pages > 65536) throw new RangeError(`the network needs ${end} bytes, more than WebAssembly's 4 GiB`)
      return pages
    },
  }
}

/** Room for parameters as the kernels want them. */
export function parametersIn({ take }: MemoryRoom, plan: Plan, count: number, transposedBytes: number): Parameters {
  return {
    current: take(8 * count),
    next: take(8 * count),
    version: 0,
    source: undefined,
    packed: take(plan.packedBytes),
    transposed: take(transposedBytes),
    transposedFilled: false,
  }
}

/** Memory and kernels for a network. Throws a RangeError when it is too large for WebAssembly's 4 GiB. */
export function workspaceFor(plan: Plan, parameterCount: number, inputSize: number, outputSize: number): Workspace {
  const room = memoryRoom()
  const { take } = room
  const theta = parametersIn(room, plan, parameterCount, plan.transposedBytes)
  const direction = parametersIn(room, plan, parameterCount, 0)
  const zeros = take(4 * plan.widest)
  const sums = take(8 * parameterCount)
  const staging = take(CHUNK_ROWS * 4 * Math.max(inputSize, outputSize))
  const activations = take((CHUNK_ROWS / PANEL_ROWS) * plan.stride)
  const tangents = take(BLOCK_PANELS * plan.stride)
  const { kernels, memory } = kernelsOn(room.pages())
  return {
    plan,
    inputSize,
    outputSize,
    parameterCount,
    kernels,
    f32: new Float32Array(memory.buffer),
    f64: new Float64Array(memory.buffer),
    theta,
    direction,
    zeros,
    sums,
    staging,
    activations,
    tangents,
    resident: undefined,
  }
}

/**
 * Makes `values` [p] the current parameters. They are compared bit for bit with the previous ones and packed if they
 * differ. Unless the array is `frozen`, it does not identify the parameters, because callers may change it in place.
 */
export function setParameters(
  workspace: Pick<Workspace, 'kernels' | 'f64' | 'plan' | 'parameterCount'>,
  parameters: Parameters,
  values: Float64Array,
  frozen: boolean,
): void {
  if (frozen && parameters.source === values) return
  const { kernels, f64, plan, parameterCount } = workspace
  f64.set(values, parameters.next / 8)
  if (frozen) parameters.source = values
  if (parameters.version > 0 && kernels.sameBits(parameters.next, parameters.current, parameterCount) === 1) return
  if (!frozen) parameters.source = undefined
  const source = parameters.next
  parameters.next = parameters.current
  parameters.current = source
  for (const step of plan.steps) {
    if (step.kind === 'dense') {
      const { inputs, outputs } = step
      kernels.pack(source + 8 * step.parameters, inputs, outputs, parameters.packed + step.weights)
      const bias = source + 8 * (step.parameters + inputs * outputs)
      kernels.pack(bias, 1, outputs, parameters.packed + step.bias)
    } else if (step.kind === 'append') {
      kernels.pack(source + 8 * step.parameters, 1, step.outputs, parameters.packed + step.values)
    }
  }
  parameters.version++
  parameters.transposedFilled = false
}

/** Makes the transposed weights those of the current theta. */
export function transposeWeights(workspace: Pick<Workspace, 'kernels' | 'plan' | 'theta'>): void {
  const { kernels, plan, theta } = workspace
  if (theta.transposedFilled) return
  for (const step of plan.steps) {
    if (step.kind !== 'dense' || !step.dependent) continue
    const source = theta.current + 8 * step.parameters
    kernels.packTransposed(source, step.inputs, step.outputs, theta.transposed + step.transposed)
  }
  theta.transposedFilled = true
}
