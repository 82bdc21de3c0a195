import type { EnvironmentSpec, RestorableLanes } from '@trpo/envs'
import type { VineBatch, VineSettings } from '@trpo/samplers'
import { choice, whole } from '../kinds/field-schema.ts'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import type { Sampling } from './amount.ts'
import { lanes } from './lanes.ts'
import { type ProposalConfig, proposalSchema, proposals } from './proposals/registry.ts'

/** The fields of every vine: those of its settings, except the actions that it tries. */
export type VineFields = Omit<Required<VineSettings>, 'proposal'>

/** The vine of section 5.2: a few actions are tried in each of some states. */
export interface VineConfig extends VineFields {
  readonly kind: 'vine'
  /** Which actions are tried. */
  readonly proposal: ProposalConfig
}

/** The schemas of the fields of every vine. */
export const vineFields: Omit<Kind<VineConfig, never, never>['fields'], 'proposal'> = {
  lanes,
  trunks: whole(1, 65_536, 'The number of trunks of an iteration: paths of the policy from the start distribution.'),
  trunkSteps: whole(1, MAX_COUNT, 'The number of steps of a trunk, one episode after another.'),
  states: whole(1, MAX_COUNT, 'N, the size of the rollout set: the states of the trunks from which rollouts begin.'),
  branchSteps: whole(
    1,
    MAX_COUNT,
    'The greatest number of steps of a rollout, its first action included; it ends earlier where its episode does.',
  ),
  rows: choice(
    ['rollout-set', 'trunk'],
    'The states that KL and the Fisher matrix are averaged over: those of the rollout set, or all of the trunks.',
  ),
}

/** The defaults of every vine: Table 2's for the swimmer, with fewer trunks. */
export const vineDefaults: VineFields = {
  lanes: 16,
  trunks: 4,
  trunkSteps: 1000,
  states: 125,
  branchSteps: 50,
  rows: 'rollout-set',
}

/** The vine of section 5.2, where it tries some of the actions. */
export const vineKind: Kind<VineConfig, EnvironmentSpec, Promise<Sampling<VineBatch, RestorableLanes>>> = {
  kind: 'vine',
  fields: { ...vineFields, proposal: proposalSchema },
  defaults: { kind: 'vine', ...vineDefaults, proposal: { kind: 'policy', actions: 4 } },
  async build({ kind: _, proposal, ...settings }) {
    const { vine, vineAmount } = await import('../on-demand/vine.ts')
    return {
      procedure: vine({ ...settings, proposal: await buildKind(proposals, 'kind', proposal, undefined) }),
      amount: vineAmount(settings, proposal.actions),
    }
  },
}
