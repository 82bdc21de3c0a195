import { type Config, findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { type BuiltTraining, trainingOf } from '@trpo/recipes/node'
import { describe, expect, test } from 'vitest'

/** Seconds apart, everything that training gives: parameters, baseline, normaliser, open episodes, records. */
async function trained(trainer: BuiltTraining, iterations: number) {
  try {
    await trainer.ready()
    let state = trainer.init()
    const records = []
    for (let i = 0; i < iterations; i++) {
      const [next, { timings: _timings, ...record }] = await trainer.step(state)
      state = next
      records.push(record)
    }
    return { state, records }
  } finally {
    await trainer.dispose()
  }
}

const build = (config: Config, workers: number) =>
  trainingOf(config, { workers, onReplaced: ({ reason }) => expect.fail(reason) })

const steps = ['sampling.unit=steps', 'sampling.lanes=14', 'sampling.perIteration=1003']
const paths = ['sampling.unit=paths', 'sampling.lanes=13', 'sampling.perIteration=17', 'environment.timeLimit=60']
const planar = ['environment.physics=planar']

const every = [2, 3, 4, 5]

/**
 * A preset, what is set besides, how many iterations, and the numbers of workers. No batch and no number of lanes divides
 * by the groups.
 */
const RUNS: readonly (readonly [string, readonly string[], number, readonly number[]])[] = [
  ['modern/cart-pole', steps, 5, every],
  ['modern/cart-pole', paths, 5, every],
  ['modern/cart-pole', [...steps, 'sampling.episodes=continue'], 5, every],
  ['paper/cart-pole', [...steps, 'sampling.lanes=5'], 5, every],
  ['paper/swimmer', [...planar, ...paths], 5, [2, 5]],
  ['modern/swimmer', [...planar, ...steps], 5, [3, 4]],
  ['modern/swimmer', [...planar, ...steps, 'sampling.episodes=continue'], 5, [2, 5]],
  ['modern/swimmer', [...steps, 'sampling.perIteration=407'], 2, [3, 4]],
]

describe('any number of workers gives the same bits', () => {
  test.each(RUNS)('%s with %j, %i iterations, %j workers', async (preset, settings, iterations, numbers) => {
    const config = setOptions(presetConfig(findPreset(preset), 3), settings)
    const inThisThread = await trained(await build(config, 1), iterations)
    expect(inThisThread.records.some(({ update }) => update.status === 'accepted')).toBe(true)
    for (const workers of numbers) {
      const built = await build(config, workers)
      expect(built.workers).toBe(workers)
      expect(await trained(built, iterations)).toEqual(inThisThread)
    }
  })
})
