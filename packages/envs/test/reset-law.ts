import { randomStream } from '@trpo/random'
import { expect } from 'vitest'
import type { RobotTask } from '../src/robots/task.ts'
import type { Golden } from './gymnasium.ts'

/** Holds the starts of a task to the law that Gymnasium's reset draws them by, over 4,000 draws of either. */
export function resetLaw({ start }: Pick<RobotTask<unknown>, 'start'>, law: Golden['reset']): void {
  const { initQpos, initQvel, least, most, mean, deviation } = law
  const stream = randomStream(7, 'test')
  const n = 4000
  const size = initQpos.length
  const [qpos, qvel] = [new Float64Array(size).fill(9), new Float64Array(size).fill(9)]
  const init = [...initQpos, ...initQvel]
  const draws = Array.from({ length: n }, (_, episode) => {
    start(stream.seek(episode, 0, 0), qpos, qvel)
    return [...qpos, ...qvel].map((value, i) => value - init[i])
  })
  init.forEach((_, i) => {
    const values = draws.map((draw) => draw[i])
    const average = values.reduce((sum, value) => sum + value, 0) / n
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / n)
    // Both sides are samples of 4,000: five standard errors of their difference.
    expect(Math.abs(average - mean[i])).toBeLessThanOrEqual(5 * deviation[i] * Math.sqrt(2 / n))
    expect(Math.abs(spread - deviation[i])).toBeLessThanOrEqual(5 * deviation[i] * Math.sqrt(1 / n))
    // A uniform law keeps to its bounds and nearly reaches them; where it is normal the extremes may differ.
    const normal = most[i] > 3 * deviation[i]
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const slack = (normal ? 0.6 : 0.01) * (most[i] - least[i])
    expect(Math.abs(low - least[i])).toBeLessThanOrEqual(slack)
    expect(Math.abs(high - most[i])).toBeLessThanOrEqual(slack)
  })
}
