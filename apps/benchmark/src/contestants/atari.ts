import { atariSource } from '@trpo/envs/node'
import { findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { trainingOf } from '@trpo/recipes/node'
import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { laneWalk } from './lane-walk.ts'
import type { Prepared } from './prepared.ts'
import { stepRate } from './simulation.ts'
import type { TaskOf } from './task.ts'

/** Lanes of a game of Atari with the settings of section 8.2, in steps a second. */
export async function atari({ game, lanes, python }: TaskOf<'atari'>): Promise<Measure> {
  return stepRate(laneWalk(atariSource(game, {}, { python }).createLanes(lanes), 'uniform'), lanes)
}

/** A whole iteration of a preset of Atari with fewer steps, in seconds. */
export async function atariIteration({ preset, steps, workers, python }: TaskOf<'atariIteration'>): Promise<Prepared> {
  process.env['TRPO_PYTHON'] = python
  const config = setOptions(presetConfig(findPreset(preset), 1), [`sampler.quota.perIteration=${steps}`])
  const training = await trainingOf(config, { workers })
  const state = training.init()
  return {
    measure: (seconds) =>
      meanTimes(seconds, async () => {
        // It is always the first iteration, so every repeat is the same work, to the bit.
        const [, { timings }] = await training.step(state)
        const { total, ...parts } = timings
        return { total, ...parts }
      }),
    dispose: async () => training.dispose(),
  }
}
