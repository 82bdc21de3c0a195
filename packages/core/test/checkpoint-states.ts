import type { TrainingState } from '@trpo/core'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'

/** The model that the states below are of. */
export const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [5] })

/** What a baseline of four parameters carries. */
export const carried = (data: Float64Array) => ({ baseline: { shape: [4], data } })

/** A state after so many iterations, with draws for numbers. */
export function stateAt(iteration: number, normalized = true): TrainingState {
  const random = randomStream(1, 'test').seek(iteration, 0, 0)
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
  return {
    iteration,
    steps: 1000 * iteration,
    theta: model.network.init(random),
    estimator: carried(draw(4)),
    ...(normalized && { observations: { count: 17, mean: draw(3), m2: draw(3).map((value) => value * value) } }),
  }
}

/** Lanes that take 10 (lane 1), 4 and 3 steps an iteration, after 3 iterations. */
export const open = [
  { lane: 1, iteration: 2, step: 8, length: 2 },
  { lane: 4, iteration: 0, step: 3, length: 9 },
  { lane: 11, iteration: 1, step: 0, length: 6 },
]

/** The state after 3 iterations with these episodes open. */
export function openState(): TrainingState {
  const random = randomStream(2, 'test')
  return {
    ...stateAt(3),
    open: open.map(({ length, ...episode }) => ({
      ...episode,
      actions: Float64Array.from({ length: 2 * length }, () => random.normal()),
      observation: Float64Array.from({ length: 3 }, () => random.normal()),
      return: random.normal(),
    })),
  }
}
