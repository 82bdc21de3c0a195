import { listed } from '@trpo/math/messages'
/** An array with its dimensions, row-major. */
export interface SearchTensor {
  /** The dimensions of the array; none for a single number. */
  readonly shape: readonly number[]
  /** The entries, as many as the product of the dimensions. */
  readonly data: Float64Array
}

/** The state of a search as arrays by name: what a checkpoint keeps. */
export type SearchTensors = Readonly<Record<string, SearchTensor>>

/** A vector as a tensor [n]. */
export function vectorTensor(data: Float64Array): SearchTensor {
  return { shape: [data.length], data }
}

/** A number as a tensor without dimensions. */
export function numberTensor(value: number): SearchTensor {
  return { shape: [], data: Float64Array.of(value) }
}

/**
 * A copy of the array of that name. Throws an Error that names the tensor when it is missing, of another size, or
 * holds a number that is not finite.
 *
 * @param size how many entries it must have
 */
export function vectorOf(tensors: SearchTensors, name: string, size: number): Float64Array {
  const tensor = tensors[name]
  if (tensor === undefined)
    throw new Error(`the state has no tensor ${name}, only ${listed(Object.keys(tensors))}; it is of another method`)
  if (tensor.data.length !== size)
    throw new Error(`the tensor ${name} has ${tensor.data.length} entries, expected ${size}; it is of another run`)
  const bad = tensor.data.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new Error(`the tensor ${name} holds ${tensor.data[bad]} at ${bad}, expected finite numbers`)
  return tensor.data.slice()
}

/** The number of that name. Throws an Error as `vectorOf` does. */
export function numberOf(tensors: SearchTensors, name: string): number {
  return vectorOf(tensors, name, 1)[0]
}

/** The whole number of that name, at least 0. Throws an Error as `vectorOf` does, or when the tensor holds another number. */
export function countOf(tensors: SearchTensors, name: string): number {
  const value = numberOf(tensors, name)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`the tensor ${name} holds ${value}, expected a whole number of at least 0`)
  return value
}
