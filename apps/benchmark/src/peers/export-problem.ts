import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FISHER_STRIDE, trustRegionDefaults } from '@trpo/core'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import {
  BYTES,
  SYNTHETIC_LANES,
  SYNTHETIC_SEED,
  syntheticLanes,
  syntheticModel,
  type UpdateShape,
} from '../contestants/synthetic.ts'
import { updateProblem } from '../contestants/update-problem.ts'

/** The relative difference from ours that a single-precision update may have. */
const TOLERANCE = 0.01

/**
 * Writes the batch that `updateProblem` solves, for another program: problem.json, and beside it observations, actions,
 * standardised advantages and parameters, each as little-endian f32 in a file of its own; observations that are bytes stay
 * bytes. The step it should lead to is that of the f64 reference network, and for images, which take that one minutes, of the
 * kernels.
 */
export async function exportProblem(folder: string, shape: UpdateShape): Promise<void> {
  const build = shape.images === undefined ? networkFromDescription : simdNetwork
  const { model, theta } = syntheticModel(shape, build)
  // With equal seed and settings the batch has the bits of the shard's own.
  const sampler = singlePath({ quota: { kind: 'steps', steps: shape.rows }, lanes: SYNTHETIC_LANES }).create(
    { policy: model, seed: SYNTHETIC_SEED },
    syntheticLanes(shape, SYNTHETIC_LANES),
    ALL_GROUPS,
  )
  const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })
  const save = (name: string, values: ArrayLike<number>) =>
    writeFile(join(folder, `${name}.f32`), new Uint8Array(Float32Array.from(values).buffer))
  const { observations } = batch
  if (observations instanceof Uint8Array) await writeFile(join(folder, 'observations.u8'), observations)
  else await save('observations', observations)
  await save('actions', batch.actions)
  await save('advantages', standardized(batch.rewards))
  await save('theta', theta)
  const ours = await updateProblem(shape, build)
  const { numbers: expected } = (await ours.run()).result
  const problem = {
    sizes: [shape.observationSize, ...shape.hidden, shape.actionSize],
    images: shape.images && { ...shape.images, rescale: BYTES },
    groups: batch.groups.map(({ start, end }) => [start, end]),
    fisherStride: FISHER_STRIDE,
    options: trustRegionDefaults,
    tolerance: TOLERANCE,
    expected: {
      gradientNorm: expected['gradientNorm'],
      stepNorm: expected['stepNorm'],
      kl: expected['kl'],
      improvement: expected['surrogateAfter'] - expected['surrogateBefore'],
    },
  }
  await writeFile(join(folder, 'problem.json'), JSON.stringify(problem))
  await ours.dispose()
  sampler.dispose()
}

/** The values, standardised to mean 0 and standard deviation 1. */
function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return values.map((value) => (value - mean) / Math.sqrt(variance))
}
