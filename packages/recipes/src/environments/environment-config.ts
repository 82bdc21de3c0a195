import { choice, type FieldOf, orNull, text, whole } from '../kinds/field-schema.ts'
import { type SectionKind, sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { PHYSICS, type Physics } from './physics.ts'

/** What is done to box actions on their way to the environment. */
export const ACTIONS = ['keep', 'clip', 'scale'] as const

/** What is done to box actions on their way to the environment. */
export type Actions = (typeof ACTIONS)[number]

interface Common {
  /** Its name in the registry, or the path of its module. */
  readonly name: string
  /** Steps after which an episode is truncated, on top of a limit of its own; null adds none. */
  readonly timeLimit: number | null
  /** What is done to box actions on their way to it. */
  readonly actions: Actions
}

/** A built-in environment. */
export interface RegistryEnvironment extends Common {
  readonly from: 'registry'
  /** What moves a robot; null for what moves by itself. */
  readonly physics: Physics | null
}

/** An environment of one's own: a module, or a value that is handed in. */
export interface ModuleEnvironment extends Common {
  readonly from: 'module'
}

/** What a config may say of the environment. */
export type EnvironmentConfig = RegistryEnvironment | ModuleEnvironment

const common: { readonly timeLimit: FieldOf<number | null>; readonly actions: FieldOf<Actions> } = {
  timeLimit: orNull(
    whole(1, MAX_COUNT),
    'Steps after which an episode is truncated, on top of a limit of its own; null adds none.',
  ),
  actions: choice(
    ACTIONS,
    'What is done to box actions in training: keep hands them on, clip clamps them to their bounds, scale takes those from -1 to 1 to the bounds and clamps the rest; where an entry has no finite bounds, scale only clamps. A saved policy that acts clamps kept ones too. Discrete actions are kept.',
  ),
}

const name: FieldOf<string> = text(
  'Its name in the registry, or the path of the file, relative to the folder the run was started in.',
)

const registry: SectionKind<RegistryEnvironment> = {
  kind: 'registry',
  fields: {
    name,
    physics: orNull(
      choice(PHYSICS, ''),
      'What moves a robot: MuJoCo; planar physics, which agrees with it and is many times faster; or that in single precision, other bits and faster still. null for others.',
    ),
    ...common,
  },
  defaults: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'keep' },
}

const module: SectionKind<ModuleEnvironment> = {
  kind: 'module',
  fields: { name, ...common },
  defaults: { from: 'module', name: './my-env.ts', timeLimit: null, actions: 'scale' },
}

/** What a config may say of the environment. */
export const environmentSchema: FieldOf<EnvironmentConfig> = sectionSchema<EnvironmentConfig>(
  'from',
  'Where the environment comes from: the built-in ones (`trpo list`) or a file of your own.',
  [registry, module],
)

/** What of a config an environment is made from. */
export interface EnvironmentRequest {
  /** The environment, and what is done to its actions. */
  readonly environment: EnvironmentConfig
  /** Of the run: the first steps, by which an environment is tried, draw from it. */
  readonly seed: number
}
