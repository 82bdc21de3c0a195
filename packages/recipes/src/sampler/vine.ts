import type { EnvironmentSpec, RestorableLanes } from '@trpo/envs'
import type { VineBatch } from '@trpo/samplers'
import { buildKind, type Kind } from '../kinds/kind.ts'
import type { Sampling } from './amount.ts'
import { type ProposalConfig, proposalSchema, proposals } from './proposals/registry.ts'
import { type VineFields, vineDefaults, vineFields } from './vine-fields.ts'

/** The vine of section 5.2: a few actions are tried in each of some states. */
export interface VineConfig extends VineFields {
  readonly kind: 'vine'
  /** Which actions are tried. */
  readonly proposal: ProposalConfig
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
