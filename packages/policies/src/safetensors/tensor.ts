/** The arrays of each element type, under the names of the safetensors format. */
export interface TensorData {
  /** 64-bit floating point numbers. */
  readonly F64: Float64Array
  /** 32-bit floating point numbers. */
  readonly F32: Float32Array
  /** 64-bit signed integers. */
  readonly I64: BigInt64Array
  /** 32-bit signed integers. */
  readonly I32: Int32Array
  /** 32-bit unsigned integers. */
  readonly U32: Uint32Array
  /** Bytes. */
  readonly U8: Uint8Array
}

/** An element type that this codec reads and writes. */
export type TensorType = keyof TensorData

/** A named array's contents: `data` is row-major in `shape`; the shape [] is a single number. */
export type Tensor = {
  readonly [T in TensorType]: {
    /** The element type. */
    readonly dtype: T
    /** The dimensions; their product is the length of `data`. */
    readonly shape: readonly number[]
    /** The elements. */
    readonly data: TensorData[T]
  }
}[TensorType]

/** How each element type is stored in bytes, in the order in which the reference implementation lays tensors out. */
export const TENSOR_TYPES: {
  readonly [T in TensorType]: { readonly bytes: number; readonly array: new (buffer: ArrayBuffer) => TensorData[T] }
} = {
  I64: { bytes: 8, array: BigInt64Array },
  F64: { bytes: 8, array: Float64Array },
  F32: { bytes: 4, array: Float32Array },
  U32: { bytes: 4, array: Uint32Array },
  I32: { bytes: 4, array: Int32Array },
  U8: { bytes: 1, array: Uint8Array },
}

/** The largest header in bytes that a file may have, a limit of the format. */
export const MAXIMUM_HEADER_BYTES = 100_000_000

/** The number of elements of `shape`; undefined unless it is an array of whole numbers with a product below 2^53. */
export function elementCount(shape: unknown): number | undefined {
  if (!Array.isArray(shape)) return undefined
  let count = 1
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) return undefined
    count *= dimension
    if (!Number.isSafeInteger(count)) return undefined
  }
  return count
}
