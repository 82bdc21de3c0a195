import { decodeSafetensors, encodeSafetensors, type Tensor } from '@trpo/policies'
import type { EncodedState, Training, TrainingProgress } from '../records/training.ts'
import type { TrainingRecord } from '../records/training-record.ts'

/** The state of a training, and the average of its parameters so far. */
export interface AveragedState<S extends TrainingProgress> extends TrainingProgress {
  /** The state of the training itself. */
  readonly training: S
  /** The average, [p]. */
  readonly average: Float64Array
}

/** How the average is taken. */
export interface AverageSettings {
  /** d, from 0 to below 1: what an iteration leaves of the average before it, such as 0.95. */
  readonly decay: number
}

/** The name of the average in a checkpoint. */
const TENSOR = 'average'

/**
 * The same training, which also keeps an exponential average of the policy's parameters over its iterations: a_0 = theta_0 and
 * a_i = d a_{i-1} + (1 - d) theta_i. Its policy, `average`, has the normaliser of the last one. It works for every training, since
 * the parameters are those of `policy(state)`. The training itself is not changed by it.
 *
 * Checkpoints hold the average beside all else, as `average` [p]. Throws a RangeError when the decay is out of range.
 */
export function averagedTraining<S extends TrainingProgress, R extends TrainingRecord>(
  training: Training<S, R>,
  { decay }: AverageSettings,
): Training<AveragedState<S>, R> {
  if (!(decay >= 0 && decay < 1))
    throw new RangeError(`decay is ${decay}; give a number from 0 to below 1, such as 0.95`)
  const first = training.init()
  const { theta: firstTheta } = training.policy(first)
  const stateOf = (state: S, average: Float64Array): AveragedState<S> => ({
    iteration: state.iteration,
    steps: state.steps,
    training: state,
    average,
  })
  return {
    summary: training.summary,
    measures: training.measures,
    loading: training.loading,
    init: () => stateOf(training.init(), firstTheta.slice()),
    async step({ training: state, average }, progress) {
      const [next, record] = await training.step(state, progress)
      const { theta } = training.policy(next)
      return [
        stateOf(
          next,
          average.map((value, i) => decay * value + (1 - decay) * theta[i]),
        ),
        record,
      ]
    },
    encode({ training: state, average }) {
      const { json, tensors } = training.encode(state)
      const file = decodeSafetensors(tensors)
      if (file.tensors.has(TENSOR)) throw new Error(`the training calls a tensor ${TENSOR}; give it another name`)
      const own: readonly [string, Tensor] = [TENSOR, { dtype: 'F64', shape: [average.length], data: average }]
      return { json, tensors: encodeSafetensors([...file.tensors, own], file.metadata) }
    },
    decode(encoded) {
      const { inner, average } = withoutAverage(encoded, firstTheta.length)
      return stateOf(training.decode(inner), average)
    },
    policy: ({ training: state }) => training.policy(state),
    average: ({ training: state, average }) => ({ ...training.policy(state), theta: average }),
    ...(training.isOver && { isOver: (records) => training.isOver?.(records) ?? false }),
    ready: () => training.ready(),
    dispose: () => training.dispose(),
  }
}

/** A checkpoint taken apart: the average of p parameters, and the state of the training as it encoded it. */
function withoutAverage(
  { json, tensors }: EncodedState,
  p: number,
): { readonly inner: EncodedState; readonly average: Float64Array } {
  const file = decodeSafetensors(tensors)
  const found = file.tensors.get(TENSOR)
  if (found?.dtype !== 'F64' || found.shape.join() !== String(p) || !found.data.every(Number.isFinite))
    throw new Error(
      `the checkpoint has no tensor ${TENSOR} of ${p} finite numbers, all F64; it is incomplete or belongs to another run`,
    )
  const own = [...file.tensors].filter(([name]) => name !== TENSOR)
  return { inner: { json, tensors: encodeSafetensors(own, file.metadata) }, average: found.data }
}
