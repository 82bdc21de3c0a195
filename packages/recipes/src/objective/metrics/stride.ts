import { type FieldOf, whole } from '../../kinds/field-schema.ts'
import { MAX_COUNT } from '../../kinds/ranges.ts'

/** Every n-th state counts: the same field for every metric that is a mean over states. */
export const stride: FieldOf<number> = whole(
  1,
  MAX_COUNT,
  'The Fisher product uses every n-th sample only: 10 for the 10% of appendix C, 1 for all.',
)
