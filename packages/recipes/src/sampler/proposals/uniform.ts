import { type ActionsKind, actionsKind } from './actions.ts'

/** The uniform proposal q, for discrete actions (section 5.2): actions that are drawn evenly among the choices. */
export const uniformProposal: ActionsKind<'uniform'> = actionsKind('uniform', async (actions) =>
  (await import('../../on-demand/vine.ts')).uniformActions(actions),
)
