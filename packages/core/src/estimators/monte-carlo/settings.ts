import { assertKnownKeys, type PathBatch, type Segment } from '@trpo/samplers'
import type { Baseline } from './baselines/baseline.ts'
import type { StateWeighting } from './state-weights.ts'

/** How returns, advantages and weights are made of rewards. */
export interface MonteCarloSettings {
  /** What is subtracted from the returns. */
  readonly baseline: Baseline
  /** gamma, in [0, 1]; 0.99 in Tables 2 and 3. */
  readonly discount: number
  /** Whether states count alike or by gamma^t. */
  readonly stateWeighting: StateWeighting
  /** Whether a segment that did not terminate starts its returns from the baseline's value of its last observation (`baseline`) or from 0 (`none`). */
  readonly bootstrap: 'none' | 'baseline'
  /** lambda of generalized advantage estimation, in [0, 1]. 1 gives the Monte Carlo return minus the baseline. */
  readonly gaeLambda: number
  /** Whether advantages are brought to mean 0 and standard deviation 1 over the batch. */
  readonly standardizeAdvantages: boolean
}

/** What `monteCarlo` takes where a setting is not given: returns to the end of each segment, and standardised advantages. */
export const monteCarloDefaults: Omit<MonteCarloSettings, 'baseline'> = {
  discount: 0.99,
  stateWeighting: 'undiscounted',
  bootstrap: 'none',
  gaeLambda: 1,
  standardizeAdvantages: true,
}

/**
 * Throws a TypeError or a RangeError that names the first setting that is unknown or out of range, for callers whom no compiler
 * has checked.
 */
export function assertMonteCarloSettings(settings: MonteCarloSettings): void {
  const { baseline, discount, gaeLambda, stateWeighting, bootstrap, standardizeAdvantages } = settings
  assertKnownKeys('monteCarlo', settings, ['baseline', ...Object.keys(monteCarloDefaults)])
  const expect = (ok: boolean, name: string, value: unknown, what: string) => {
    if (!ok) throw new TypeError(`${name} is ${JSON.stringify(value)}; give ${what}`)
  }
  expect(typeof baseline?.accumulate === 'function', 'baseline', baseline, 'a baseline, such as zeroBaseline()')
  const weightings: readonly unknown[] = ['undiscounted', 'discounted']
  expect(weightings.includes(stateWeighting), 'stateWeighting', stateWeighting, '"undiscounted" or "discounted"')
  expect(bootstrap === 'none' || bootstrap === 'baseline', 'bootstrap', bootstrap, '"none" or "baseline"')
  expect(typeof standardizeAdvantages === 'boolean', 'standardizeAdvantages', standardizeAdvantages, 'true or false')
  if (!(Number.isFinite(discount) && discount >= 0 && discount <= 1))
    throw new RangeError(`discount is ${discount}; give a number from 0 to 1`)
  if (!(Number.isFinite(gaeLambda) && gaeLambda >= 0 && gaeLambda <= 1))
    throw new RangeError(`gaeLambda is ${gaeLambda}; give a number from 0 to 1`)
}

/** The value after the last step of a segment, which returns start from. */
export function tailValue(
  { baseline, bootstrap }: MonteCarloSettings,
  batch: PathBatch,
  segment: Segment,
  parameters: Float64Array,
): number {
  const open = bootstrap === 'baseline' && segment.end !== 'terminated'
  return open ? baseline.predictLast(parameters, batch, segment) : 0
}
