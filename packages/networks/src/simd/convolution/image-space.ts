import type { ImageShape } from '../../description.ts'
import { windowOffsets } from '../../window-offsets.ts'
import type { EngineNetwork } from '../engine.ts'
import { FEATURE_BYTES, type Kernels, kernelsOn, PANEL_ROWS } from '../kernels.ts'
import { memoryRoom, type Parameters, parametersIn } from '../workspace.ts'
import type { ImagePlan, PlannedConvolution } from './image-plan.ts'
import { type ConvolutionKernels, convolutionKernelsOn } from './kernels.ts'
import { type PanelPool, panelPool } from './panel-pool.ts'

const PAGE_BYTES = 65536

/** How many records the memory grows by at once. */
const RECORDS_AT_ONCE = 16

/** The kernels of a network with convolutions and their memory, which grows with what is kept. Addresses are in bytes. */
export interface ImageSpace {
  readonly plan: ImagePlan
  readonly parameterCount: number
  readonly kernels: Kernels
  readonly convolution: ConvolutionKernels
  /** The memory as bytes, f32 and f64; they are other views after it has grown. */
  u8: Uint8Array
  f32: Float32Array
  f64: Float64Array
  readonly theta: Parameters
  readonly direction: Parameters
  readonly zeros: number
  readonly sums: number
  /** Rows of a panel on their way in or out. */
  readonly staging: number
  /** The inputs of a panel. */
  readonly input: number
  /** The record of the tangents or cotangents of a panel, with that of its inputs. */
  readonly tangents: number
  /** The lanes of the sums of a weight gradient. */
  readonly partial: number
  /** The convolutions, by the offset of their parameters in theta. */
  readonly windows: ReadonlyMap<number, PlacedWindow>
  readonly pool: PanelPool
  /** The byte address of the features of a panel that its record number `record` holds, -1 for the one that is not kept. */
  recordAt(record: number): number
}

/** A convolution in the kernels' memory. */
export interface PlacedWindow {
  /** Byte address of what the kernels know of it. */
  readonly at: number
  /** How many features its inputs and its outputs have. */
  readonly images: number
  readonly features: number
}

/** Memory and kernels for a network. Throws a RangeError when it is too large for WebAssembly's 4 GiB. */
export function imageSpaceFor(
  plan: ImagePlan,
  { inputSize, outputSize, parameterCount, activationBytes }: EngineNetwork,
): ImageSpace {
  const room = memoryRoom()
  const { take } = room
  const theta = parametersIn(room, plan, parameterCount, plan.transposedBytes)
  const direction = parametersIn(room, plan, parameterCount, 0)
  const zeros = take(4 * plan.widest)
  const sums = take(8 * parameterCount)
  const staging = take(PANEL_ROWS * 4 * Math.max(inputSize, outputSize))
  const input = take(plan.inputBytes)
  const tangents = take(plan.stride)
  const drafts = [...plan.convolutions].map(([parameters, convolution]) => {
    const offsets = windowOffsets(convolution.inputShape, convolution.filterSize)
    return { parameters, convolution, offsets, window: take(4 * WINDOW_FIELDS), at: take(4 * offsets.length) }
  })
  const partial = take(Math.max(0, ...drafts.map(({ convolution, offsets }) => partialBytes(convolution, offsets))))
  // A record leaves the inputs out: they are made anew of the tape's, which may be bytes.
  const recordBytes = plan.stride - plan.inputBytes
  const unkept = take(recordBytes)
  const first = take(0)
  const pages = room.pages()
  const limit = Math.floor(Math.min(activationBytes, PAGE_BYTES * PAGE_BYTES - first) / recordBytes)
  const { kernels, memory } = kernelsOn(pages, Math.max(pages, Math.ceil((first + limit * recordBytes) / PAGE_BYTES)))

  const i32 = new Int32Array(memory.buffer)
  for (const { convolution, offsets, window, at } of drafts) {
    i32.set(windowOf(convolution, at), window / 4)
    i32.set(
      offsets.map((offset) => offset * FEATURE_BYTES),
      at / 4,
    )
  }
  const views = () => ({
    u8: new Uint8Array(memory.buffer),
    f32: new Float32Array(memory.buffer),
    f64: new Float64Array(memory.buffer),
  })
  const space: ImageSpace = {
    plan,
    parameterCount,
    kernels,
    convolution: convolutionKernelsOn(memory),
    ...views(),
    theta,
    direction,
    zeros,
    sums,
    staging,
    input,
    tangents,
    partial,
    windows: new Map(
      drafts.map(({ parameters, convolution: { inputShape, outputShape }, window }) => [
        parameters,
        { at: window, images: product(inputShape), features: product(outputShape) },
      ]),
    ),
    pool: panelPool(limit),
    recordAt(record) {
      const start = record < 0 ? unkept : first + record * recordBytes
      const missing = start + recordBytes - memory.buffer.byteLength
      if (missing > 0) {
        const records = Math.min(RECORDS_AT_ONCE, limit - record)
        memory.grow(Math.ceil((missing + (records - 1) * recordBytes) / PAGE_BYTES))
        Object.assign(space, views())
      }
      return start - plan.inputBytes
    },
  }
  return space
}

/** Numbers in the kernels' `Window`. */
const WINDOW_FIELDS = 10

/** The fields of `Window` of assembly/convolution/window.ts, in their order. */
function windowOf({ inputShape, outputShape, filterSize, stride }: PlannedConvolution, offsets: number): number[] {
  const [channels, , width] = inputShape
  const [filters, rows, columns] = outputShape
  const inputs = channels * filterSize * filterSize
  const right = FEATURE_BYTES * stride
  const plane = FEATURE_BYTES * rows * columns
  const images = FEATURE_BYTES * product(inputShape)
  return [inputs, filters, rows, columns, filterSize, right, right * width, plane, images, offsets]
}

/** Bytes of the lanes of all sums of a weight gradient. */
function partialBytes({ outputShape: [filters] }: PlannedConvolution, { length }: readonly number[]): number {
  return 16 * 2 * Math.ceil(length / 2) * 4 * Math.ceil(filters / 4)
}

function product([channels, height, width]: ImageShape): number {
  return channels * height * width
}
