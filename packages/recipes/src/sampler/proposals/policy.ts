import { type ActionsKind, actionsKind } from './actions.ts'

/** The proposal q = pi, for continuous actions (section 5.2): actions that the policy itself draws. */
export const policyProposal: ActionsKind<'policy'> = actionsKind('policy', async (actions) =>
  (await import('../../on-demand/vine.ts')).policyActions(actions),
)
