import type { EnvironmentSpec, RestorableLanes, Space } from '@trpo/envs'
import type { VineBatch } from '@trpo/samplers'
import type { Kind } from '../kinds/kind.ts'
import type { Sampling } from './amount.ts'
import { type VineFields, vineDefaults, vineFields } from './vine-fields.ts'

/** Section 5.2, where every action is tried in each state of the rollout set. */
export interface EveryActionVineConfig extends VineFields {
  readonly kind: 'every-action-vine'
}

/** The vine of Eq 15, for actions that are a few choices. */
export const everyActionVineKind: Kind<
  EveryActionVineConfig,
  EnvironmentSpec,
  Promise<Sampling<VineBatch<true>, RestorableLanes>>
> = {
  kind: 'every-action-vine',
  fields: vineFields,
  defaults: { kind: 'every-action-vine', ...vineDefaults },
  async build({ kind: _, ...settings }, { actionSpace }) {
    const { everyAction, vine, vineAmount } = await import('../on-demand/vine.ts')
    return {
      procedure: vine({ ...settings, proposal: everyAction() }),
      amount: vineAmount(settings, choicesOf(actionSpace)),
    }
  },
}

/** The number of actions; 0 where they are not choices, which the sampler refuses. */
function choicesOf(space: Space): number {
  if (space.kind === 'box') return 0
  return space.kind === 'discrete' ? space.n : space.n.reduce((product, n) => product * n, 1)
}
