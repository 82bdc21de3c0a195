import type { ActionProposal } from '@trpo/samplers'
import type { Kind } from '../../kinds/kind.ts'
import { actions } from './actions.ts'

/** Actions that are drawn evenly among the choices. */
export interface UniformProposalConfig {
  readonly kind: 'uniform'
  /** K, the number of actions that are tried in a state. */
  readonly actions: number
}

/** The uniform proposal q, for discrete actions (section 5.2). */
export const uniformProposal: Kind<UniformProposalConfig, undefined, Promise<ActionProposal<false>>> = {
  kind: 'uniform',
  fields: { actions },
  defaults: { kind: 'uniform', actions: 4 },
  build: async ({ actions: count }) => (await import('../../on-demand/vine.ts')).uniformActions(count),
}
