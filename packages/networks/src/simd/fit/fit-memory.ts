import type { SequentialDescription } from '../../description.ts'
import { compiled } from '../compiled.ts'
import { FIRST_FREE_BYTE } from '../kernels.ts'
import type { Memory } from '../web-assembly.ts'
import { FIT_WASM } from './fit-wasm.ts'
import { REQUEST_BYTES } from './request.ts'
import { type RowPlan, rowPlanOf } from './row-plan.ts'

/** Rows of a block, see assembly/fit/layout.ts. */
const BLOCK_ROWS = 128

const PAGE_BYTES = 65536

/** The kernels of a network's fits and their memory, which grows with the rows that are fitted. */
export interface FitMemory {
  readonly plan: RowPlan
  /** Does what the request at a byte address says. */
  fit(request: number): void
  /** Byte addresses of what every fit needs, by the names of the request. */
  readonly places: FitPlaces
  /** The first byte of what depends on the rows. */
  readonly free: number
  /** All of the memory, at least `end` bytes. Views of an earlier call may no longer be used. */
  views(end: number): FitViews
}

/** Byte addresses that do not depend on the rows. */
interface FitPlaces {
  readonly request: number
  readonly steps: number
  readonly theta: number
  readonly first: number
  readonly second: number
  readonly paddedTheta: number
  readonly paddedFirst: number
  readonly paddedSecond: number
  readonly gradientSum: number
  readonly gradient: number
  readonly single: number
  readonly transposed: number
  readonly zeros: number
  readonly activations: number
  readonly cotangents: number
}

/** The memory as numbers of each kind. */
interface FitViews {
  readonly i32: Int32Array
  readonly f32: Float32Array
  readonly f64: Float64Array
}

/** The next byte address at which an array may begin. */
export function aligned(address: number): number {
  return 64 * Math.ceil(address / 64)
}

/** Kernels and memory for fits of the network that is described, whose layers are this package's. */
export function fitMemoryFor(description: SequentialDescription): FitMemory {
  const plan = rowPlanOf(description)
  const { parameterCount, paddedCount, transposedBytes, stride } = plan
  let free = FIRST_FREE_BYTE
  const take = (bytes: number): number => {
    const start = free
    free = aligned(start + bytes)
    return start
  }
  const places: FitPlaces = {
    request: take(REQUEST_BYTES),
    steps: take(plan.steps.byteLength),
    theta: take(8 * parameterCount),
    first: take(8 * parameterCount),
    second: take(8 * parameterCount),
    paddedTheta: take(8 * paddedCount),
    paddedFirst: take(8 * paddedCount),
    paddedSecond: take(8 * paddedCount),
    gradientSum: take(8 * paddedCount),
    gradient: take(4 * paddedCount),
    single: take(4 * paddedCount),
    transposed: take(transposedBytes),
    zeros: take(stride),
    activations: take(BLOCK_ROWS * stride),
    cotangents: take(BLOCK_ROWS * stride),
  }
  const pages = pagesOf(free)
  const { api, module } = compiled(FIT_WASM)
  const memory = new api.Memory({ initial: pages, maximum: PAGE_BYTES })
  const kernels = new api.Instance(module, { env: { memory } }).exports as { fit(request: number): void }
  let views = viewsOf(memory)
  views.i32.set(plan.steps, places.steps / 4)
  return {
    plan,
    fit: (request) => kernels.fit(request),
    places,
    free,
    views(end) {
      const missing = pagesOf(end) - memory.buffer.byteLength / PAGE_BYTES
      if (missing > 0) {
        memory.grow(missing)
        views = viewsOf(memory)
      }
      return views
    },
  }
}

function viewsOf({ buffer }: Memory): FitViews {
  return { i32: new Int32Array(buffer), f32: new Float32Array(buffer), f64: new Float64Array(buffer) }
}

/** Pages of a memory of `bytes`; a memory has at most as many pages as a page has bytes. */
function pagesOf(bytes: number): number {
  const pages = Math.ceil(bytes / PAGE_BYTES)
  if (pages > PAGE_BYTES) {
    throw new RangeError(`the fit needs ${bytes} bytes, more than WebAssembly's 4 GiB: fit fewer rows at once`)
  }
  return pages
}
