import { choice, type FieldOf, flag, orNull, real, text, whole } from '../kinds/field-schema.ts'
import { type SectionKind, sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { PHYSICS, type Physics } from './physics.ts'

/** What is done to box actions on their way to the environment. */
export const ACTIONS = ['keep', 'clip', 'scale'] as const

/** What is done to box actions on their way to the environment. */
export type Actions = (typeof ACTIONS)[number]

interface Common {
  /** The name of the environment in the registry, the path of its module, its Gymnasium id, or the game as ALE calls it. */
  readonly name: string
  /** The number of steps after which an episode is truncated, on top of a limit of the environment's own; null adds none. */
  readonly timeLimit: number | null
  /** What is done to box actions on their way to the environment. */
  readonly actions: Actions
}

/** A built-in environment. */
export interface RegistryEnvironment extends Common {
  readonly from: 'registry'
  /** What moves a robot; null for an environment that has dynamics of its own. */
  readonly physics: Physics | null
}

/** An environment of your own: a module, or a value that is handed in. */
export interface ModuleEnvironment extends Common {
  readonly from: 'module'
}

/** An environment of Gymnasium, in a Python process. */
export interface GymnasiumEnvironment extends Common {
  readonly from: 'gymnasium'
  /** What `gymnasium.make` is told besides the id, as the text of a JSON object. */
  readonly options: string
  /** Whether each episode gets a new environment. */
  readonly renew: boolean
}

/** A game of the Atari 2600, in the Arcade Learning Environment, in a Python process. */
export interface AtariEnvironment extends Common {
  readonly from: 'atari'
  /** The frames that an action is held. */
  readonly frameSkip: number
  /** The frames that an observation is a stack of. */
  readonly frameStack: number
  /** The most frames that pass before an episode begins. */
  readonly noops: number
  /** The probability of each frame that it repeats the action of the one before. */
  readonly stickiness: number
  /** The frames after which an episode is truncated. */
  readonly episodeFrames: number
  /** Whether an action is three choices or one of all positions of the joystick. */
  readonly joystick: 'factored' | 'full'
}

/** What a config may say of the environment. */
export type EnvironmentConfig = RegistryEnvironment | ModuleEnvironment | GymnasiumEnvironment | AtariEnvironment

const common: { readonly timeLimit: FieldOf<number | null>; readonly actions: FieldOf<Actions> } = {
  timeLimit: orNull(
    whole(1, MAX_COUNT),
    "The number of steps after which an episode is truncated, on top of a limit of the environment's own; null adds none.",
  ),
  actions: choice(
    ACTIONS,
    'What is done to box actions in training: keep passes them on, clip clamps them to their bounds, and scale maps -1 to 1 onto them and clamps the rest; entries without finite bounds are only clamped. A saved policy also clamps what is kept in training. Discrete actions are always kept.',
  ),
}

const name: FieldOf<string> = text(
  'The name in the registry, the path of the file, relative to the folder that the run was started in, the id in Gymnasium, or the game as ALE calls it.',
)

const registry: SectionKind<RegistryEnvironment> = {
  kind: 'registry',
  fields: {
    name,
    physics: orNull(
      choice(PHYSICS, ''),
      'What moves a robot: MuJoCo; planar physics, which agrees with MuJoCo and is many times faster; or planar physics in single precision, which is faster still and gives other bits. It is null for environments with dynamics of their own.',
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

const gymnasium: SectionKind<GymnasiumEnvironment> = {
  kind: 'gymnasium',
  fields: {
    name,
    options: text(
      'What gymnasium.make is told besides the id, as the text of a JSON object, such as {"continuous": true}; {} is nothing.',
    ),
    renew: flag(
      'Whether each episode gets a new environment, for those that keep something over a reset, as BipedalWalker does.',
    ),
    ...common,
  },
  defaults: { from: 'gymnasium', name: 'CartPole-v1', options: '{}', renew: false, timeLimit: null, actions: 'scale' },
}

const atari: SectionKind<AtariEnvironment> = {
  kind: 'atari',
  fields: {
    name,
    frameSkip: whole(1, 1000, 'The frames that an action is held, which are a step.'),
    frameStack: whole(1, 1000, 'The frames that an observation is a stack of.'),
    noops: whole(0, 1_000_000, 'The most frames that pass before an episode begins; each reset draws how many.'),
    stickiness: real(
      { minimum: 0, maximum: 0.99 },
      'The probability of each frame that it repeats the action of the frame before.',
    ),
    episodeFrames: whole(1, MAX_COUNT, 'The frames after which an episode is truncated.'),
    joystick: choice(
      ['factored', 'full'],
      'What an action is: three choices (left, stay or right; up, stay or down; the button), or one of the 18 positions of the joystick with and without the button.',
    ),
    ...common,
  },
  defaults: {
    from: 'atari',
    name: 'pong',
    frameSkip: 4,
    frameStack: 4,
    noops: 30,
    stickiness: 0,
    episodeFrames: 108_000,
    joystick: 'factored',
    timeLimit: null,
    actions: 'keep',
  },
}

/** What a config may say of the environment. */
export const environmentSchema: FieldOf<EnvironmentConfig> = sectionSchema<EnvironmentConfig>(
  'from',
  'Where the environment comes from: the built-in ones (`trpo list`), a file of your own, or, in Python, Gymnasium or the games of Atari.',
  [registry, module, gymnasium, atari],
)

/** The part of a config that an environment is made from. */
export interface EnvironmentRequest {
  /** The environment, and what is done to its actions. */
  readonly environment: EnvironmentConfig
  /** The seed of the run. The first steps, by which an environment is tried, draw from it. */
  readonly seed: number
}
