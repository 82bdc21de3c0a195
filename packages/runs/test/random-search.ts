import {
  defaultModel,
  type EncodedState,
  episodeMetrics,
  type Training,
  type TrainingProgress,
  type TrainingRecord,
} from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { createPolicy, decodeSafetensors, encodeSafetensors, mode } from '@trpo/policies'
import { randomStream } from '@trpo/random'

type EpisodeSummary = Parameters<typeof episodeMetrics>[0][number]

interface SearchState extends TrainingProgress {
  readonly theta: Float64Array
}

const EPISODES = 3
const SPREAD = 0.3

/**
 * Random search: theta is moved by normal draws, and the better of the two policies is kept. What it is here for is that
 * nothing in it is TRPO's.
 *
 * @param shown hears of every iteration that is done, and may throw
 */
export function randomSearch(seed: number, shown: (iteration: number) => void = () => {}): Training<SearchState> {
  const model = defaultModel(cartPole().spec)
  const { network } = model
  let busy = false

  /** Plays with the most likely actions; the draws depend on the iteration alone, so that both policies meet the same. */
  const play = (theta: Float64Array, iteration: number) => {
    const environment = cartPole()
    const policy = createPolicy({ ...model, theta })
    const observation = new Float64Array(network.inputSize)
    return Array.from({ length: EPISODES }, (_, episode): EpisodeSummary => {
      const random = randomStream(seed, 'episode').seek(iteration, episode, 0)
      environment.reset(random)
      let sum = 0
      for (let length = 1; ; length++) {
        environment.observe(observation)
        const { reward, terminated, truncated } = environment.step(mode(policy, observation), random)
        sum += reward
        if (!terminated && !truncated) continue
        const end = terminated ? 'terminated' : 'truncated'
        return { lane: 0, path: episode, steps: length, reward: sum, length, return: sum, end }
      }
    })
  }

  const step = (state: SearchState): [SearchState, TrainingRecord] => {
    const draws = randomStream(seed, 'perturb').seek(state.iteration, 0, 0)
    const moved = state.theta.map((value) => value + SPREAD * draws.normal())
    const [old, tried] = [state.theta, moved].map((theta) => play(theta, state.iteration))
    const [before, after] = [old, tried].map((all) => all.reduce((sum, episode) => sum + episode.return, 0) / EPISODES)
    const played = [...old, ...tried].reduce((sum, { length }) => sum + length, 0)
    const better = after > before
    const next = {
      iteration: state.iteration + 1,
      steps: state.steps + played,
      theta: better ? moved : state.theta,
    }
    return [
      next,
      {
        iteration: next.iteration,
        steps: played,
        totalSteps: next.steps,
        meanReward: (EPISODES * (before + after)) / played,
        episodes: episodeMetrics(old),
        update: { status: better ? 'accepted' : 'noBetter', advantageOfMove: after - before },
        timings: { total: 0 },
      },
    ]
  }

  return {
    summary: `random search, spread ${SPREAD}`,
    measures: {
      advantageOfMove: {
        title: 'What the move would bring',
        short: 'gain',
        chart: 'What the move would bring',
        description: 'Mean return of the moved policy minus that of the one before.',
        unit: 'reward',
      },
    },
    init: () => ({ iteration: 0, steps: 0, theta: network.init(randomStream(seed, 'init').seek(0, 0, 0)) }),
    async step(state) {
      if (busy) throw new Error('a step is under way')
      busy = true
      try {
        await Promise.resolve()
        shown(state.iteration)
        return step(state)
      } finally {
        busy = false
      }
    },
    encode: ({ theta, ...rest }) => ({
      json: `${JSON.stringify({ formatVersion: 1, numericsVersion: 1, ...rest })}\n`,
      tensors: encodeSafetensors([['theta', { dtype: 'F64', shape: [theta.length], data: theta }]]),
    }),
    decode: (encoded) => decode(encoded, network.parameterCount),
    policy: ({ theta }) => createPolicy({ ...model, theta }),
    ready: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  }
}

function decode({ json, tensors }: EncodedState, size: number): SearchState {
  const { formatVersion, numericsVersion, iteration, steps } = JSON.parse(json)
  if (formatVersion !== 1 || numericsVersion !== 1) throw new Error('a state of another version')
  const theta = decodeSafetensors(tensors).tensors.get('theta')
  if (theta?.dtype !== 'F64' || theta.shape.join() !== String(size))
    throw new Error(`expected a tensor theta [${size}]`)
  return { iteration, steps, theta: theta.data }
}
