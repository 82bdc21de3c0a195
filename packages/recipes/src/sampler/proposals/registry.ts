import type { ActionProposal } from '@trpo/samplers'
import type { FieldOf } from '../../kinds/field-schema.ts'
import { type Kind, sectionSchema } from '../../kinds/kind.ts'
import type { ActionsConfig } from './actions.ts'
import { policyProposal } from './policy.ts'
import { uniformProposal } from './uniform.ts'

/** What a config may say of the actions that a vine tries. */
export type ProposalConfig = ActionsConfig<'policy'> | ActionsConfig<'uniform'>

/** The proposals, by kind. A new one is a file of its own and a line here. */
export const proposals: readonly Kind<ProposalConfig, undefined, Promise<ActionProposal<false>>>[] = [
  policyProposal,
  uniformProposal,
]

/** What a config may say of the actions that a vine tries. */
export const proposalSchema: FieldOf<ProposalConfig> = sectionSchema(
  'kind',
  'Which actions a vine tries in a state: actions that the policy draws, or choices that are drawn evenly.',
  proposals,
)
