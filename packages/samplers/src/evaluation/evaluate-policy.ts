import { type Environment, type Lanes, lanesOf } from '@trpo/envs'
import type { Policy } from '@trpo/policies'
import { assertKnownKeys } from '../known-keys.ts'
import type { SamplingProgress } from '../sampler.ts'
import { evaluateLanes, MAX_EPISODE_STEPS } from './evaluate-lanes.ts'
import type { ActionChoice, PolicyEvaluation } from './policy-evaluation.ts'

/** What is evaluated, and how. */
export interface EvaluationSettings {
  /** The policy. It acts as it does elsewhere: what it draws is fitted to its `actions`, if it has them. */
  readonly policy: Policy
  /** The environment. Give this or `lanes`. The caller disposes of it. */
  readonly environment?: Environment | undefined
  /** Environments that are stepped together, which is faster. The caller disposes of them. */
  readonly lanes?: Lanes | undefined
  /** Whole episodes, at least 1. */
  readonly episodes: number
  /** Where all draws come from, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /**
   * How actions are chosen.
   * @default 'sample'
   */
  readonly choice?: ActionChoice
  /**
   * Tells evaluations under one seed apart: each round has draws of its own.
   * @default 0
   */
  readonly round?: number
  /**
   * Steps after which an episode is given up, for environments without a time limit.
   * @default 100,000
   */
  readonly maxSteps?: number
  /** Called now and then with the steps so far. It may return a promise to let others run, and may throw to stop. */
  readonly progress?: SamplingProgress | undefined
}

/** Every setting that there is; the compiler says when one is missing here. */
const KNOWN: Readonly<Record<keyof EvaluationSettings, true>> = {
  policy: true,
  environment: true,
  lanes: true,
  episodes: true,
  seed: true,
  choice: true,
  round: true,
  maxSteps: true,
  progress: true,
}

/**
 * Plays whole episodes of a policy, and says what they came to.
 *
 * Episode e takes its draws from streams of their own purposes (`evaluation reset`, `evaluation environment`, `evaluation
 * action`) at (round, e, step). So it starts alike for `sample` and `mode`, it has the same bits whatever the number of lanes,
 * and none of its draws is used in training. A lane that is done with an episode takes the next one.
 *
 * Rejects with a TypeError or a RangeError that names the first setting that is unknown, out of range or does not fit: a policy
 * whose observations, actions or bounds are not the environment's. Rejects with a NonFiniteError when the environment or the
 * policy gives a number that is not finite, and with whatever the environment or `progress` throws.
 */
export async function evaluatePolicy(settings: EvaluationSettings): Promise<PolicyEvaluation> {
  const { policy, episodes, seed, choice = 'sample', round = 0, maxSteps = MAX_EPISODE_STEPS, progress } = settings
  const lanes = assertSettings({ ...settings, choice, round, maxSteps })
  return evaluateLanes({ policy, lanes, episodes, seed, choice, round, maxSteps, progress })
}

/** The lanes to evaluate in, once all settings are checked, for callers whom no compiler has checked too. */
function assertSettings(settings: EvaluationSettings): Lanes {
  assertKnownKeys('evaluatePolicy', settings, Object.keys(KNOWN))
  const { environment, lanes, choice } = settings
  const expectWhole = (name: 'episodes' | 'round' | 'maxSteps', least: number) => {
    const value: unknown = settings[name]
    if (!Number.isSafeInteger(value) || Number(value) < least)
      throw new RangeError(`${name} is ${String(value)}; give a whole number of at least ${least}`)
  }
  expectWhole('episodes', 1)
  expectWhole('round', 0)
  expectWhole('maxSteps', 1)
  if (choice !== 'sample' && choice !== 'mode')
    throw new TypeError(`choice is ${JSON.stringify(choice)}; give 'sample' or 'mode'`)
  if (lanes !== undefined && environment === undefined) return lanes
  if (environment !== undefined && lanes === undefined) return lanesOf(() => environment, 1)
  throw new TypeError(
    `${lanes === undefined ? 'neither environment nor lanes was' : 'environment and lanes were both'} given; give one of them`,
  )
}
