import type { Config } from '../config/schema.ts'
import type { CemConfig } from '../search/cem.ts'
import type { CmaEsConfig } from '../search/cma-es.ts'
import type { SearchUpdateConfig } from '../search/registry.ts'
import type { RwrConfig } from '../search/rwr.ts'
import { AUTHORS_CODE, paperCartPole } from './paper-cart-pole.ts'
import { paperHopper } from './paper-hopper.ts'
import { paperSwimmer } from './paper-swimmer.ts'
import type { PaperTask } from './paper-task.ts'
import { paperWalker } from './paper-walker.ts'
import type { Preset } from './preset.ts'

const CEM: CemConfig = { kind: 'cem', population: 40, elite: 8, initialStd: 10, noise: 10, noiseDecay: 0.25 }
const CMA_ES: CmaEsConfig = { kind: 'cma-es', population: null, sigma: 3, active: true, covariance: 'full' }
const RWR: RwrConfig = { kind: 'rwr', population: 40, initialStd: 5, sharpness: 10, minStd: 0 }

/** 256 candidates of six parameters: with the 9 of CMA-ES's default, and with 40, single seeds of CMA-ES and RWR never balanced. */
const OF_SIX_PARAMETERS: readonly SearchUpdateConfig[] = [
  { ...CEM, population: 256, elite: 26 },
  { ...CMA_ES, population: 256 },
  { ...RWR, population: 256 },
]

/** A network needs a smaller spread than six parameters. */
const OF_NETWORK: readonly SearchUpdateConfig[] = [
  { ...CEM, initialStd: 1, noise: 0.1, noiseDecay: 0.001 },
  { ...CMA_ES, sigma: 0.5 },
  { ...RWR, initialStd: 1 },
]

/** The same, for thousands of parameters. */
const OF_LARGE_NETWORK: readonly SearchUpdateConfig[] = [
  ...OF_NETWORK.filter(({ kind }) => kind !== 'cma-es'),
  { ...CMA_ES, sigma: 0.5, covariance: 'separable' },
]

/** The full name of each method, and its source. */
const METHODS = {
  cem: ['CEM', 'Szita and Lorincz 2006'],
  'cma-es': ['CMA-ES', 'Hansen and Ostermeier 1996, in the form of Hansen 2016'],
  rwr: ['episodic RWR', 'the legend of figure 4; Peters and Schaal 2007'],
} as const

const DEVIATES: readonly string[] = [
  'a learning curve shows the episodes of all candidates, whose steps are all that the method costs; the policy of a run is that of the mean.',
  'the initial standard deviation of actions is a parameter like all others, and is searched for as well.',
]

const OWN_SETTINGS =
  'population, spread and episodes a candidate are ours: the paper gives none for the methods that are not TRPO.'

const AUTHORS_POPULATION = `the spread is ours: 256 candidates with one episode each, and CEM's elite of a tenth, are those of ${AUTHORS_CODE}; the paper gives none for the methods that are not TRPO.`

const RWR_DEVIATES =
  'reward-weighted regression explores with parameters and weighs whole episodes; Peters and Schaal explore with actions.'

function presetOf(
  update: SearchUpdateConfig,
  of: PaperTask,
  task: string,
  iterations: number,
  sampler: Config['sampler'],
): Preset {
  const [title, source] = METHODS[update.kind]
  return {
    name: `${of.name}-${update.kind}`,
    summary: `${task} by ${title}, a black-box method, over the parameters of the same policy`,
    source: `Schulman et al. 2015, section 8.1: one of the methods that TRPO is compared with (${source}), on ${of.name}`,
    deviates: [
      ...of.ofTask,
      of === paperCartPole ? AUTHORS_POPULATION : OWN_SETTINGS,
      ...DEVIATES,
      ...(update.kind === 'rwr' ? [RWR_DEVIATES] : []),
    ],
    settings: {
      iterations,
      environment: of.settings.environment,
      policy: of.settings.policy,
      sampler,
      estimator: { kind: 'none' },
      objective: { form: 'mean-return' },
      update,
    },
  }
}

/** The settings of the methods on one task. */
interface SearchedTask {
  readonly of: PaperTask
  /** The name of the task in a line of `trpo list`. */
  readonly task: string
  readonly updates: readonly SearchUpdateConfig[]
  /** The number of whole episodes of a candidate. */
  readonly episodes: number
  /** The number of environments of a search, at most that of its candidates. */
  readonly lanes: (update: SearchUpdateConfig) => number
  /** The number of iterations of CMA-ES, whose population is smaller, and of the others. */
  readonly iterations: readonly [cmaEs: number, others: number]
}

const TASKS: readonly SearchedTask[] = [
  {
    of: paperCartPole,
    task: 'cart-pole',
    updates: OF_SIX_PARAMETERS,
    episodes: 1,
    lanes: () => 64,
    iterations: [50, 50],
  },
  {
    of: paperSwimmer,
    task: 'the swimmer',
    updates: OF_NETWORK,
    episodes: 1,
    lanes: ({ population }) => population ?? 21,
    iterations: [475, 250],
  },
  {
    of: paperHopper,
    task: 'the hopper',
    updates: OF_LARGE_NETWORK,
    episodes: 1,
    lanes: ({ population }) => population ?? 28,
    iterations: [1000, 700],
  },
  {
    of: paperWalker,
    task: 'the walker',
    updates: OF_LARGE_NETWORK,
    episodes: 1,
    lanes: ({ population }) => population ?? 28,
    iterations: [1000, 700],
  },
]

/** The black-box methods of section 8.1 on its tasks. */
export const searchPresets: readonly Preset[] = TASKS.flatMap((task) =>
  task.updates.map((update) =>
    presetOf(update, task.of, task.task, task.iterations[update.kind === 'cma-es' ? 0 : 1], {
      kind: 'candidates',
      lanes: task.lanes(update),
      episodes: task.episodes,
      draws: 'common',
    }),
  ),
)
