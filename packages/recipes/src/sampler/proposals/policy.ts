import type { ActionProposal } from '@trpo/samplers'
import type { Kind } from '../../kinds/kind.ts'
import { actions } from './actions.ts'

/** Actions that the policy itself draws. */
export interface PolicyProposalConfig {
  readonly kind: 'policy'
  /** K, the number of actions that are tried in a state. */
  readonly actions: number
}

/** The proposal q = pi, for continuous actions (section 5.2). */
export const policyProposal: Kind<PolicyProposalConfig, undefined, Promise<ActionProposal<false>>> = {
  kind: 'policy',
  fields: { actions },
  defaults: { kind: 'policy', actions: 4 },
  build: async ({ actions: count }) => (await import('../../on-demand/vine.ts')).policyActions(count),
}
