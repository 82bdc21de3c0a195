import { encodeSafetensors, type PolicyModel, type Tensor } from '@trpo/policies'
import type { EncodedState } from '../records/training.ts'
import { NUMERICS_VERSION } from './numerics-version.ts'
import type { TrainingState } from './training-state.ts'

/**
 * Version of the layout that `encodeCheckpoint` writes; `decodeCheckpoint` reads it and those before. 2 added open
 * episodes, of which a file of version 1 has none.
 */
export const CHECKPOINT_FORMAT = 2

/** Beginnings of names that an estimator's tensors may not have, since other tensors of a checkpoint begin so. */
const TAKEN = ['policy.', 'observations.', 'episodes.']

/**
 * A training state as JSON and safetensors; docs/checkpoints.md describes every field.
 *
 * JSON: formatVersion, numericsVersion, iteration, steps, observationCount (null without a normaliser), parameterCount,
 * openEpisodes (null when every iteration starts afresh; else one record an episode, of lane, iteration, step, length).
 * Tensors, all F64: `policy.<leaf>` for every leaf of the network, what the estimator carries by its own names (`baseline`
 * for Monte Carlo), `observations.mean` and `observations.m2` with a normaliser, and unless openEpisodes is null `episodes.actions`, theirs one after the other,
 * `episodes.observations` and `episodes.returns`. Throws an Error that names the
 * tensor when a number is not finite.
 */
export function encodeCheckpoint(model: PolicyModel, state: TrainingState): EncodedState {
  const { actionSize } = model.distribution
  const vector = (data: Float64Array, shape: readonly number[] = [data.length]): Tensor => ({
    dtype: 'F64',
    shape,
    data,
  })
  const tensors: [string, Tensor][] = model.network.leaves.map(({ name, shape, offset, size }) => [
    `policy.${name}`,
    vector(state.theta.slice(offset, offset + size), shape),
  ])
  for (const [name, { shape, data }] of Object.entries(state.estimator)) {
    if (TAKEN.some((beginning) => name.startsWith(beginning)))
      throw new Error(
        `the estimator calls a tensor ${name}; give it a name that begins with none of ${TAKEN.join(', ')}`,
      )
    tensors.push([name, vector(data, shape)])
  }
  if (state.observations) {
    tensors.push(['observations.mean', vector(state.observations.mean)])
    tensors.push(['observations.m2', vector(state.observations.m2)])
  }
  const { open } = state
  if (open) {
    const actions = joined(open.map((episode) => episode.actions))
    const observations = joined(open.map((episode) => episode.observation))
    tensors.push(['episodes.actions', vector(actions, [actions.length / actionSize, actionSize])])
    tensors.push(['episodes.observations', vector(observations, [open.length, model.network.inputSize])])
    tensors.push(['episodes.returns', vector(Float64Array.from(open, (episode) => episode.return))])
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
    openEpisodes:
      open?.map(({ lane, iteration, step, actions }) => ({
        lane,
        iteration,
        step,
        length: actions.length / actionSize,
      })) ?? null,
  }
  return { json: `${JSON.stringify(json, null, 2)}\n`, tensors: encodeSafetensors(tensors) }
}

/** Arrays one after the other. */
function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return all
}
