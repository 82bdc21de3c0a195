import { cemSearch, cmaEsSearch, rwrSearch, type SearchMethod, type SearchState } from '@trpo/blackbox'
import { createLocalSearch } from '@trpo/blackbox/training'
import { cartPole, timeLimit } from '@trpo/envs'
import { trainingConformance } from '@trpo/runs/conformance'
import { describe, test } from 'vitest'

const training =
  <S extends SearchState>(method: SearchMethod<S>) =>
  () =>
    createLocalSearch({ seed: 1, environment: () => timeLimit(cartPole(), 40), method, episodes: 2, lanes: 8 })

describe('CEM', () => {
  test.each(trainingConformance(training(cemSearch({ population: 8, initialStd: 1 }))))('$name', ({ run }) => run())
})

describe('CMA-ES', () => {
  const create = training(cmaEsSearch({ population: 8, covariance: 'separable' }))
  test.each(trainingConformance(create))('$name', ({ run }) => run())
})

describe('episodic RWR', () => {
  test.each(trainingConformance(training(rwrSearch({ population: 8 }))))('$name', ({ run }) => run())
})
