import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FISHER_STRIDE, trustRegionDefaults } from '@trpo/core'
import { networkFromDescription } from '@trpo/networks'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import {
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
 * standardised advantages and parameters, each as little-endian f32 in a file of its own. The step it should lead to is
 * that of the f64 reference network.
 */
export async function exportProblem(folder: string, shape: UpdateShape): Promise<void> {
  const { model, theta } = syntheticModel(shape, networkFromDescription)
  // With equal seed and settings the batch has the bits of the shard's own.
  const sampler = singlePath({ quota: { kind: 'steps', steps: shape.rows }, lanes: SYNTHETIC_LANES }).create(
    { policy: model, seed: SYNTHETIC_SEED },
    syntheticLanes(shape, SYNTHETIC_LANES),
    ALL_GROUPS,
  )
  const { batch } = await sampler.collect({ iteration: 0, policy: { theta } })
  const save = (name: string, values: ArrayLike<number>) =>
    writeFile(join(folder, `${name}.f32`), new Uint8Array(Float32Array.from(values).buffer))
  await save('observations', batch.observations)
  await save('actions', batch.actions)
  await save('advantages', standardized(batch.rewards))
  await save('theta', theta)
  const ours = await updateProblem(shape, networkFromDescription)
  const { numbers: expected } = (await ours.run()).result
  const problem = {
    sizes: [shape.observationSize, ...shape.hidden, shape.actionSize],
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
