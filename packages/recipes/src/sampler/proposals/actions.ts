import { type FieldOf, whole } from '../../kinds/field-schema.ts'

/** K: the same field for every proposal. */
export const actions: FieldOf<number> = whole(
  2,
  1024,
  'K, the number of actions that are tried in a state (Table 2: 4).',
)
