import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import type { SectionKind } from '../kinds/kind.ts'
import type { BuiltRun } from './built-run.ts'
import type { MethodConfig, MethodSections } from './method-config.ts'

/** The kinds that each section of a config can be of when the other sections belong to the same family. */
type FamilySections = { readonly [S in keyof MethodSections]: readonly SectionKind<MethodSections[S]>[] }

/**
 * Kinds that go together, since their parts share what is sampled: paths, a vine, or whole episodes of candidates.
 */
export interface Family {
  /** The kinds of its sections. */
  readonly sections: FamilySections
  /**
   * Builds the run that a config of the family describes. Rejects with what its parts throw when they do not fit each other or
   * the environment.
   */
  build(config: MethodConfig, environment: FittedEnvironment): Promise<BuiltRun>
}
