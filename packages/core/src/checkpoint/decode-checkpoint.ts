import { decodeSafetensors, type PolicyModel, type Safetensors } from '@trpo/policies'
import type { Tensors } from '../estimators/estimator.ts'
import type { EncodedState } from '../records/training.ts'
import { count, expectVersion, parseFields } from './checkpoint-fields.ts'
import { decodeOpenEpisodes } from './decode-open-episodes.ts'
import { CHECKPOINT_FORMAT } from './encode-checkpoint.ts'
import { NUMERICS_VERSION } from './numerics-version.ts'
import type { TrainingState } from './training-state.ts'

/**
 * The training state that `encodeCheckpoint` wrote, bit for bit.
 *
 * Throws an Error that names the first field or tensor that is missing, of the wrong kind or size, or not finite, and
 * one for another format or numerics version.
 *
 * @param estimator what the estimator of the run carries at first: its names and shapes
 */
export function decodeCheckpoint(model: PolicyModel, encoded: EncodedState, estimator: Tensors): TrainingState {
  const fields = parseFields(encoded.json)
  const format = expectVersion(fields, 'formatVersion', 1, CHECKPOINT_FORMAT)
  expectVersion(fields, 'numericsVersion', NUMERICS_VERSION, NUMERICS_VERSION)
  const { network, distribution } = model
  const parameterCount = count(fields, 'parameterCount')
  if (parameterCount !== network.parameterCount)
    throw new Error(
      `checkpoint.parameterCount is ${parameterCount}, and the policy of this run has ${network.parameterCount}; it belongs to another run`,
    )
  const file = decodeSafetensors(encoded.tensors)
  const theta = new Float64Array(network.parameterCount)
  for (const { name, shape, offset } of network.leaves) theta.set(vector(file, `policy.${name}`, shape), offset)
  const iteration = count(fields, 'iteration')
  return {
    iteration,
    steps: count(fields, 'steps'),
    theta,
    estimator: Object.fromEntries(
      Object.entries(estimator).map(([name, { shape }]) => [name, { shape, data: vector(file, name, shape) }]),
    ),
    ...(fields['observationCount'] !== null && {
      observations: {
        count: count(fields, 'observationCount'),
        mean: vector(file, 'observations.mean', [network.inputSize]),
        m2: vector(file, 'observations.m2', [network.inputSize]),
      },
    }),
    // A file of format 1 knows no open episodes.
    ...(format > 1 &&
      fields['openEpisodes'] !== null && {
        open: decodeOpenEpisodes(
          fields['openEpisodes'],
          iteration,
          { actionSize: distribution.actionSize, observationSize: network.inputSize },
          (name, shape) => vector(file, name, shape),
        ),
      }),
  }
}

/** The numbers of a tensor of this shape. */
function vector(file: Safetensors, name: string, shape: readonly number[]): Float64Array {
  const tensor = file.tensors.get(name)
  if (!tensor) throw new Error(`the checkpoint has no tensor ${name}; it is incomplete or belongs to another run`)
  if (tensor.dtype !== 'F64') throw new Error(`checkpoint tensor ${name} is of type ${tensor.dtype}; expected F64`)
  const size = shape.reduce((product, length) => product * length, 1)
  if (tensor.data.length !== size)
    throw new Error(`checkpoint tensor ${name} has ${tensor.data.length} entries; expected ${size}`)
  if (tensor.shape.join() !== shape.join())
    throw new Error(`checkpoint tensor ${name} has the shape [${tensor.shape}]; expected [${shape}]`)
  const bad = tensor.data.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0)
    throw new Error(`checkpoint tensor ${name} holds ${tensor.data[bad]} at ${bad}; expected finite numbers`)
  return tensor.data
}
