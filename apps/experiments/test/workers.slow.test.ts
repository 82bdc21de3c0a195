import { type Config, findPreset, presetConfig, setOptions } from '@trpo/recipes'
import { trainingOf } from '@trpo/recipes/node'
import { describe, expect, test } from 'vitest'
import { stepped } from '../../../packages/core/test/stepped.ts'

const build = (config: Config, workers: number) =>
  trainingOf(config, { workers, onReplaced: ({ reason }) => expect.fail(reason) })

const steps = ['sampling.unit=steps', 'sampling.lanes=14', 'sampling.perIteration=1003']
const paths = ['sampling.unit=paths', 'sampling.lanes=13', 'sampling.perIteration=17', 'environment.timeLimit=60']
const planar = ['environment.physics=planar']

/**
 * A preset, what is set besides, how many iterations, and the numbers of workers: each of 2 to 5 several times. No batch and no
 * number of lanes divides by the groups.
 */
const RUNS: readonly (readonly [string, readonly string[], number, readonly number[]])[] = [
  ['modern/cart-pole', steps, 3, [2, 3, 4, 5]],
  ['modern/cart-pole', paths, 3, [3]],
  ['modern/cart-pole', [...steps, 'sampling.episodes=continue'], 3, [4]],
  ['paper/cart-pole', [...steps, 'sampling.lanes=5'], 3, [5]],
  ['paper/swimmer', [...planar, ...paths], 3, [2]],
  ['modern/swimmer', [...planar, ...steps], 3, [4]],
  ['modern/swimmer', [...planar, ...steps, 'sampling.episodes=continue'], 3, [5]],
  ['modern/swimmer', [...steps, 'sampling.perIteration=407'], 2, [3]],
]

describe('any number of workers gives the same bits', () => {
  test.each(RUNS)('%s with %j, %i iterations, %j workers', async (preset, settings, iterations, numbers) => {
    const config = setOptions(presetConfig(findPreset(preset), 3), settings)
    const inThisThread = await stepped(await build(config, 1), iterations)
    expect(inThisThread.records.some(({ update }) => update.status === 'accepted')).toBe(true)
    for (const workers of numbers) {
      const built = await build(config, workers)
      expect(built.workers).toBe(workers)
      expect(await stepped(built, iterations)).toEqual(inThisThread)
    }
  })
})
