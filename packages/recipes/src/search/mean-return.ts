import type { SectionKind } from '../kinds/kind.ts'

/** The mean undiscounted return, as a black box function of the parameters. */
export interface MeanReturnConfig {
  readonly form: 'mean-return'
}

/** The objective of a search (section 8.1). */
export const meanReturn: SectionKind<MeanReturnConfig> = {
  kind: 'mean-return',
  fields: {},
  defaults: { form: 'mean-return' },
}
