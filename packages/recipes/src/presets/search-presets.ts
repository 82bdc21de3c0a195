import type { Config } from '../config/schema.ts'
import type { CemConfig } from '../search/cem.ts'
import type { CmaEsConfig } from '../search/cma-es.ts'
import type { SearchUpdateConfig } from '../search/registry.ts'
import type { RwrConfig } from '../search/rwr.ts'
import { paperCartPole } from './paper-cart-pole.ts'
import { paperSwimmer } from './paper-swimmer.ts'
import type { Preset } from './preset.ts'

const CEM: CemConfig = { kind: 'cem', population: 40, elite: 8, initialStd: 10, noise: 10, noiseDecay: 0.25 }
const CMA_ES: CmaEsConfig = { kind: 'cma-es', population: null, sigma: 3, active: true, covariance: 'full' }
const RWR: RwrConfig = { kind: 'rwr', population: 40, initialStd: 5, sharpness: 10, minStd: 0 }

const CART_POLE: readonly SearchUpdateConfig[] = [CEM, CMA_ES, RWR]

/** The swimmer has 364 parameters of a network, which a smaller spread suits. */
const SWIMMER: readonly SearchUpdateConfig[] = [
  { ...CEM, initialStd: 1, noise: 0.1, noiseDecay: 0.001 },
  { ...CMA_ES, sigma: 0.5 },
  { ...RWR, initialStd: 1 },
]

/** What each method is called in full, and where it is from. */
const METHODS = {
  cem: ['CEM', 'Szita and Lorincz 2006'],
  'cma-es': ['CMA-ES', 'Hansen and Ostermeier 1996, in the form of Hansen 2016'],
  rwr: ['episodic RWR', 'the legend of figure 4; Peters and Schaal 2007'],
} as const

const DEVIATES: readonly string[] = [
  'population, spread and episodes a candidate are ours: the paper gives none for the methods that are not TRPO.',
  'a learning curve is of the episodes of all candidates, whose steps are all that the method costs; the policy of a run is that of the mean.',
  'the initial standard deviation of actions is a parameter like all others, and is searched for as well.',
]

const RWR_DEVIATES =
  'reward-weighted regression explores with parameters and weighs whole episodes; Peters and Schaal explore with actions.'

function presetOf(
  update: SearchUpdateConfig,
  of: Preset,
  task: string,
  iterations: number,
  sampler: Config['sampler'],
): Preset {
  const [title, source] = METHODS[update.kind]
  return {
    name: `${of.name}-${update.kind}`,
    summary: `${task} by ${title}, a black-box method, over the parameters of the same policy`,
    source: `Schulman et al. 2015, section 8.1: one of the methods that TRPO is compared with (${source}), on ${of.name}`,
    deviates: [...DEVIATES, ...(update.kind === 'rwr' ? [RWR_DEVIATES] : [])],
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

/** The black-box methods of section 8.1 on cart-pole and on the swimmer. */
export const searchPresets: readonly Preset[] = [
  ...CART_POLE.map((update) =>
    presetOf(update, paperCartPole, 'cart-pole', update.kind === 'cma-es' ? 150 : 60, {
      kind: 'candidates',
      lanes: update.population ?? 9,
      episodes: 2,
      draws: 'common',
    }),
  ),
  ...SWIMMER.map((update) =>
    presetOf(update, paperSwimmer, 'the swimmer', update.kind === 'cma-es' ? 475 : 250, {
      kind: 'candidates',
      lanes: update.population ?? 21,
      episodes: 1,
      draws: 'common',
    }),
  ),
]
