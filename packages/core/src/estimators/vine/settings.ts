import { assertKnownKeys, type PathBatch, type Segment } from '@trpo/samplers'
import type { Baseline } from '../monte-carlo/baselines/baseline.ts'
import type { StateWeighting } from '../monte-carlo/state-weights.ts'

/** How Q values and weights are made of rollouts. */
export interface VineRolloutsSettings {
  /** gamma, in [0, 1]; 0.99 in Tables 2 and 3. */
  readonly discount: number
  /** Whether states count alike or by gamma^t, t being their time in the episode of the trunk. */
  readonly stateWeighting: StateWeighting
  /**
   * The baseline that gives the value of a rollout's last observation where the rollout was truncated or cut. It is fitted to
   * the returns of the trunk.
   * @default no baseline; the value is 0
   */
  readonly bootstrap?: Baseline | undefined
}

/** The defaults: the discount of Tables 2 and 3, states that count alike, and no bootstrap. */
export const vineRolloutsDefaults: VineRolloutsSettings = { discount: 0.99, stateWeighting: 'undiscounted' }

/** Throws a TypeError that names an unknown setting, and a RangeError that names the first one that is out of range. */
export function assertVineRolloutsSettings(settings: VineRolloutsSettings): void {
  assertKnownKeys('vineRollouts', settings, ['discount', 'stateWeighting', 'bootstrap'])
  const { discount, stateWeighting } = settings
  if (!(Number.isFinite(discount) && discount >= 0 && discount <= 1))
    throw new RangeError(`discount is ${discount}; give a number from 0 to 1`)
  if (stateWeighting !== 'undiscounted' && stateWeighting !== 'discounted')
    throw new RangeError(`stateWeighting is ${String(stateWeighting)}; give 'undiscounted' or 'discounted'`)
}

/**
 * The value after the last step of a segment: that of the bootstrap, or 0 where the segment terminated or there is no
 * bootstrap.
 */
export function valueAfter(
  { bootstrap }: VineRolloutsSettings,
  trunk: PathBatch,
  segment: Segment,
  parameters: Float64Array,
): number {
  return bootstrap === undefined || segment.end === 'terminated' ? 0 : bootstrap.predictLast(parameters, trunk, segment)
}
