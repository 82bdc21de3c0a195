import { type FieldOf, real, whole } from '../kinds/field-schema.ts'
import { type SectionKind, sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'

/** Training goes on until its iterations are done. */
interface NeverConfig {
  readonly kind: 'never'
}

/** Training is over once an evaluation is good enough. */
interface ThresholdConfig {
  readonly kind: 'threshold'
  /** The mean return that is enough. */
  readonly return: number
}

/** Training is over once evaluations no longer rise. */
interface PlateauConfig {
  readonly kind: 'plateau'
  /** How many in a row do not exceed the best one before them. */
  readonly evaluations: number
}

/** When a run is over before its iterations are done. */
export type StopConfig = NeverConfig | ThresholdConfig | PlateauConfig

const never: SectionKind<NeverConfig> = { kind: 'never', fields: {}, defaults: { kind: 'never' } }

// Any return would end some run at once, so there is none by default.
const threshold: SectionKind<ThresholdConfig, Pick<ThresholdConfig, 'kind'>> = {
  kind: 'threshold',
  fields: { return: real({}, 'The mean return of an evaluation that ends the run.') },
  defaults: { kind: 'threshold' },
}

const plateau: SectionKind<PlateauConfig> = {
  kind: 'plateau',
  fields: {
    evaluations: whole(1, MAX_COUNT, 'So many evaluations in a row, none better than the best before, end the run.'),
  },
  defaults: { kind: 'plateau', evaluations: 10 },
}

/** What a config may say of the end of a run before its iterations are done; `end-of.ts` makes the rules. */
export const stopSchema: FieldOf<StopConfig> = sectionSchema<StopConfig>(
  'kind',
  'What ends the run before its iterations are done.',
  [never, threshold, plateau],
)
