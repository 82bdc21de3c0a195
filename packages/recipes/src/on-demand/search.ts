import { candidateShard, createSearchTrainer } from '@trpo/blackbox/training'
import { counted } from '@trpo/math/messages'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { ConfigError } from '../errors.ts'
import { buildPolicy, parametersInMemory } from '../families/build-policy.ts'
import type { BuiltRun } from '../families/built-run.ts'
import type { MethodConfig, MethodSections } from '../families/method-config.ts'
import { buildKind, type Kind } from '../kinds/kind.ts'
import { type Amount, limitInWords, STEPS_WITHOUT_LIMIT } from '../sampler/amount.ts'
import { candidates } from '../search/candidates.ts'
import { searches } from '../search/registry.ts'

const samplers: readonly Kind<MethodSections['sampler'], undefined, ReturnType<typeof candidates.build>>[] = [
  candidates,
]
const updates: readonly Kind<MethodSections['update'], undefined, ReturnType<(typeof searches)[number]['build']>>[] =
  searches

/** Builds the run of a search. A page loads it when a config describes one. */
export async function buildSearch(config: MethodConfig, environment: FittedEnvironment): Promise<BuiltRun> {
  if (config.policy.normalizeObservations)
    throw new ConfigError(
      `policy.normalizeObservations is true, and update.kind is ${config.update.kind}: a search keeps no statistics of observations; set it to false`,
    )
  const policy = await buildPolicy(config.policy, environment)
  const { method, memory } = await buildKind(updates, 'kind', config.update, undefined)
  const evaluation = buildKind(samplers, 'kind', config.sampler, undefined)
  const parts = { seed: config.seed, policy, method, evaluation }
  const { parameterCount } = policy.network
  const population = method.population(parameterCount)
  return {
    policy,
    lanes: evaluation.lanes,
    sampling: 'search',
    amount: amountOf(evaluation, population, environment.spec.timeLimit),
    step: method.summary,
    memory: [parametersInMemory(config.policy, policy), ...memory(parameterCount)],
    training: (shards, options) => createSearchTrainer(parts, shards, options),
    shard: (createLanes, groups) => candidateShard(parts, createLanes, groups),
  }
}

function amountOf(
  { episodes, draws }: ReturnType<typeof candidates.build>,
  population: number,
  timeLimit: number | undefined,
): Amount {
  return {
    text: `${counted(population, 'candidate')}, ${counted(episodes, 'episode')} each ${limitInWords(timeLimit)}, ${draws} draws`,
    steps: population * episodes * (timeLimit ?? STEPS_WITHOUT_LIMIT),
    isExact: false,
    samples: 0,
    origin: `sampler.episodes is ${episodes}`,
  }
}
