import type { AtariEnvironment } from '../environments/environment-config.ts'
import type { ConvolutionalConfig } from '../policy/convolutional.ts'
import { paperMethod, STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, withDamping } from './paper-method.ts'
import type { Preset, PresetSettings } from './preset.ts'

/** The games of Table 1, as ALE calls them, and the frames that an action is held in each. */
const GAMES: Readonly<Record<string, number>> = {
  beam_rider: 4,
  breakout: 4,
  enduro: 4,
  pong: 4,
  qbert: 4,
  seaquest: 4,
  space_invaders: 3,
}

/** The network of section 8.2 and Figure 3: 33,500 parameters. */
const network: ConvolutionalConfig = {
  kind: 'convolutional',
  filters: [16, 16],
  filterSizes: [4, 4],
  strides: [2, 2],
  bytes: 'unit',
  hidden: [20],
  activation: 'tanh',
  outputGain: 0.01,
  initialLogStd: 0,
  arithmetic: 'f32',
  normalizeObservations: false,
}

const TABLE_3 = 'Schulman et al. 2015, section 8.2, appendix E and Table 3'

/** What the paper leaves open in both procedures. */
const OF_ATARI: readonly string[] = [
  'frames are [4, 52, 40]: means of 4 x 4 pixels of rows 1 to 208, filters of 4 x 4 without padding, and the factors 3 + 3 + 2 of the action; Table 3 gives only the number of parameters, 33,500, and these sizes have it.',
  'tanh units are ours, as is the scale of bytes, x / 255: the paper names neither.',
  'an action is held for 4 frames (3 in Space Invaders), as in Mnih et al. 2013; an episode begins after up to 30 frames without an action, and is truncated after 108,000: the paper does not say.',
  'the return is the raw score, and the loss of a life is not shown (section 8.2: no immediate penalty).',
]

function ofGame(game: string, frameSkip: number): Preset[] {
  const environment: AtariEnvironment = {
    from: 'atari',
    name: game,
    frameSkip,
    frameStack: 4,
    noops: 30,
    stickiness: 0,
    episodeFrames: 108_000,
    joystick: 'factored',
    timeLimit: null,
    actions: 'keep',
  }
  const common = { iterations: 500, environment, policy: network }
  const singlePath: PresetSettings = {
    ...common,
    sampler: {
      kind: 'single-path',
      lanes: 24,
      quota: { unit: 'steps', perIteration: 100_000, episodes: 'continue' },
    },
    ...paperMethod,
  }
  const { discount, stateWeighting } = paperMethod.estimator
  const vine: PresetSettings = {
    ...common,
    sampler: {
      kind: 'vine',
      lanes: 48,
      trunks: 16,
      trunkSteps: 1000,
      states: 960,
      branchSteps: 100,
      rows: 'trunk',
      proposal: { kind: 'uniform', actions: 4 },
    },
    estimator: { kind: 'rollouts', discount, stateWeighting, lastValue: { kind: 'zero' } },
    objective: { ...paperMethod.objective, form: 'self-normalised' },
    update: paperMethod.update,
  }
  return [
    {
      name: `atari/${game}/single-path`,
      summary: `${game} from pixels with Table 3: 100,000 steps an iteration; needs Python (trpo setup python)`,
      source: `${TABLE_3}: 100,000 steps an iteration, 500 iterations, stepsize 0.01, discount 0.99`,
      deviates: [
        ...OF_ATARI,
        'an episode that the end of a batch cuts is resumed in the next iteration: the paper does not say, and games can last longer than the share of a lane.',
        ...withDamping(paperMethod),
        UNDISCOUNTED_STATES,
        STANDARDISED_ADVANTAGES,
      ],
      settings: singlePath,
    },
    {
      name: `atari/${game}/vine`,
      summary: `${game} from pixels by the vine with Table 3: 400,000 steps an iteration; needs Python (trpo setup python)`,
      source: `${TABLE_3} and section 5.2: 400,000 steps an iteration, 4 rollouts a state, uniform actions, 500 iterations, stepsize 0.01, discount 0.99`,
      deviates: [
        ...OF_ATARI,
        "16 trunks of 1,000 steps and rollouts of 100 are Table 2's for the walker, as Table 3 has none; 960 states make 400,000 steps of them.",
        'KL and the Fisher matrix are averaged over all states of the trunks, every tenth for the Fisher product: 960 states are few for 33,500 parameters.',
        ...withDamping(paperMethod),
        UNDISCOUNTED_STATES,
      ],
      settings: vine,
    },
  ]
}

/** The games of section 8.2, by single path and by the vine. */
export const atari: readonly Preset[] = Object.entries(GAMES).flatMap(([game, frameSkip]) => ofGame(game, frameSkip))
