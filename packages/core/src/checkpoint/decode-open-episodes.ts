import { show } from '@trpo/math/messages'
import type { OpenEpisode } from '@trpo/samplers'
import { count, recordOf } from './checkpoint-fields.ts'

/**
 * The open episodes of a state. Whatever the run is, each lane takes the same number of steps in every iteration, so the
 * steps since an episode's reset must fill whole iterations; whether they are those of this run's quota, its sampler says.
 *
 * Throws an Error that names the first field that is wrong.
 *
 * @param value of the field openEpisodes
 * @param iterations done, by the checkpoint
 * @param tensor gives a tensor of this name and shape, or throws
 */
export function decodeOpenEpisodes(
  value: unknown,
  iterations: number,
  { actionSize, observationSize }: { readonly actionSize: number; readonly observationSize: number },
  tensor: (name: string, shape: readonly number[]) => Float64Array,
): OpenEpisode[] {
  if (!Array.isArray(value))
    throw new Error(`checkpoint.openEpisodes is ${show(value)}; expected null or a list of open episodes`)
  let total = 0
  let lanes = 0
  const episodes = value.map((entry: unknown, index) => {
    const name = `openEpisodes[${index}]`
    const fields = recordOf(entry, `checkpoint.${name}`)
    const read = (field: string) => count(fields, field, `${name}.${field}`)
    const [lane, iteration, step, length] = [read('lane'), read('iteration'), read('step'), read('length')]
    const refuse = (field: string, given: number, expected: string) => {
      throw new Error(`checkpoint.${name}.${field} is ${given}; expected ${expected}`)
    }
    if (lane < lanes) refuse('lane', lane, `lanes in ascending order, each once: at least ${lanes}`)
    if (iteration >= iterations)
      refuse('iteration', iteration, `an iteration before that of the checkpoint, ${iterations}`)
    if (length < 1) refuse('length', length, 'at least one step')
    const share = (step + length) / (iterations - iteration)
    if (!Number.isInteger(share))
      refuse(
        'length',
        length,
        `steps that fill the ${iterations - iteration} iterations since step ${step} of the first`,
      )
    if (step >= share) refuse('step', step, `less than ${share}, the steps of the lane in an iteration`)
    lanes = lane + 1
    total += length
    return { lane, iteration, step, length }
  })
  const actions = tensor('episodes.actions', [total, actionSize])
  const observations = tensor('episodes.observations', [episodes.length, observationSize])
  const returns = tensor('episodes.returns', [episodes.length])
  let end = 0
  return episodes.map(({ lane, iteration, step, length }, index) => {
    const start = end
    end += length * actionSize
    return {
      lane,
      iteration,
      step,
      actions: actions.slice(start, end),
      observation: observations.slice(index * observationSize, (index + 1) * observationSize),
      return: returns[index],
    }
  })
}
