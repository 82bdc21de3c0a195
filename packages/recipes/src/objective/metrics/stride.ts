import { type FieldOf, whole } from '../../kinds/field-schema.ts'
import { MAX_COUNT } from '../../kinds/ranges.ts'

/** Every n-th state counts: the same field for every metric that is a mean over states. */
export const stride: FieldOf<number> = whole(
  1,
  MAX_COUNT,
  'The Fisher product uses only every n-th sample: 10 gives the 10% of appendix C, and 1 takes all.',
)
