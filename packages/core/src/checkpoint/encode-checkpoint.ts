import { encodeSafetensors, type PolicyModel, type Tensor } from '@trpo/policies'
import type { TrainingState } from '../train/training-state.ts'
import { NUMERICS_VERSION } from './numerics-version.ts'

/** Version of the layout that `encodeCheckpoint` writes, and the only one that `decodeCheckpoint` reads. */
export const CHECKPOINT_FORMAT = 1

/** The two parts of a checkpoint: JSON text and the bytes of a safetensors file. */
export interface EncodedCheckpoint {
  /** The state but for its arrays, as JSON text that ends in a newline. */
  readonly json: string
  /** The arrays, as the bytes of a safetensors file. */
  readonly tensors: Uint8Array
}

/**
 * A training state as JSON and safetensors.
 *
 * JSON: formatVersion, numericsVersion, iteration, steps, observationCount (null without a normaliser), parameterCount.
 * Tensors, all F64: `policy.<leaf>` for every leaf of the network, `baseline`, and `observations.mean` and
 * `observations.m2` with a normaliser. Throws an Error that names the tensor when a number is not finite.
 */
export function encodeCheckpoint(model: PolicyModel, state: TrainingState): EncodedCheckpoint {
  const vector = (data: Float64Array, shape: readonly number[] = [data.length]): Tensor => ({
    dtype: 'F64',
    shape,
    data,
  })
  const tensors: [string, Tensor][] = model.network.leaves.map(({ name, shape, offset, size }) => [
    `policy.${name}`,
    vector(state.theta.slice(offset, offset + size), shape),
  ])
  tensors.push(['baseline', vector(state.baseline)])
  if (state.observations) {
    tensors.push(['observations.mean', vector(state.observations.mean)])
    tensors.push(['observations.m2', vector(state.observations.m2)])
  }
  for (const [name, { data }] of tensors) {
    const bad = data.findIndex((value) => !Number.isFinite(Number(value)))
    if (bad >= 0)
      throw new Error(`${name} holds ${data[bad]} at ${bad}: a state with it cannot be continued, so it is not saved`)
  }
  const json = {
    formatVersion: CHECKPOINT_FORMAT,
    numericsVersion: NUMERICS_VERSION,
    iteration: state.iteration,
    steps: state.steps,
    observationCount: state.observations?.count ?? null,
    parameterCount: state.theta.length,
  }
  return { json: `${JSON.stringify(json, null, 2)}\n`, tensors: encodeSafetensors(tensors) }
}
