import type { ActionProposal } from '@trpo/samplers'
import { type FieldOf, whole } from '../../kinds/field-schema.ts'
import type { Kind } from '../../kinds/kind.ts'

/** A proposal of which a config says only how many actions are tried. */
export interface ActionsConfig<K extends string> {
  readonly kind: K
  /** K, the number of actions that are tried in a state. */
  readonly actions: number
}

const actions: FieldOf<number> = whole(2, 1024, 'K, the number of actions that are tried in a state (Table 2: 4).')

/** The kind of such a proposal. */
export type ActionsKind<K extends string> = Kind<ActionsConfig<K>, undefined, Promise<ActionProposal<false>>>

/** Makes the kind of such a proposal. */
export function actionsKind<K extends string>(
  kind: K,
  build: (actions: number) => Promise<ActionProposal<false>>,
): ActionsKind<K> {
  return { kind, fields: { actions }, defaults: { kind, actions: 4 }, build: ({ actions: count }) => build(count) }
}
