import type { SearchState } from './search-method.ts'
import { checkedMean } from './settings.ts'
import { countOf, numberTensor, type SearchTensors, vectorOf, vectorTensor } from './tensors.ts'

/** The state of a method whose candidates have independent normal coordinates. */
interface DiagonalState extends SearchState {
  /** The standard deviation of each coordinate, [n]. */
  readonly std: Float64Array
}

/** The first state: the same spread in every coordinate of a guess [n]. Throws a RangeError unless its numbers are finite. */
export function initDiagonal(mean: Float64Array, std: number): DiagonalState {
  return { iteration: 0, mean: checkedMean(mean), std: new Float64Array(mean.length).fill(std) }
}

/** The state as tensors: `iteration`, `mean` [n] and `std` [n]. */
export function encodeDiagonal({ iteration, mean, std }: DiagonalState): SearchTensors {
  return { iteration: numberTensor(iteration), mean: vectorTensor(mean), std: vectorTensor(std) }
}

/** The state that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeDiagonal(tensors: SearchTensors, parameters: number): DiagonalState {
  return {
    iteration: countOf(tensors, 'iteration'),
    mean: vectorOf(tensors, 'mean', parameters),
    std: vectorOf(tensors, 'std', parameters),
  }
}
