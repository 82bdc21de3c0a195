import { lanesOf, type RestorableEnvironment } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import {
  everyAction,
  type SamplingProcedure,
  uniformActions,
  type VineBatch,
  type VineSettings,
  vine,
} from '@trpo/samplers'
import { samplerConformance } from '@trpo/samplers/conformance'
import { describe, expect, it } from 'vitest'
import { settings } from './vine-settings.ts'
import { choiceWalk, choosing, gaussian, thetaOf, type WalkState, walk } from './walk.ts'

type Procedure = SamplingProcedure<VineBatch, ReturnType<typeof createLanesOf>>

const createLanesOf = (environment: () => RestorableEnvironment<WalkState>, count: number) =>
  lanesOf(environment, count)

/** The rollouts of a lane group, and what each of its rows is. */
function more(batch: VineBatch, { start, end, firstRollout, lastRollout }: VineBatch['groups'][number]): unknown {
  const { actionsPerState: K, shares, times, rollouts, branches, branchRewards } = batch
  return [
    [shares, times].map((values) => Array.from(values).slice(start, end)),
    Array.from(rollouts.slice(start, end), (rollout) => (rollout < 0 ? -1 : rollout - firstRollout)),
    branches.slice(firstRollout * K, lastRollout * K).map(({ offset, length, ...rest }) => ({
      ...rest,
      rewards: Array.from(branchRewards.subarray(offset, offset + length)),
    })),
  ]
}

/** The suite of a procedure, on a walk of a policy's actions. */
function checksOf(procedure: Procedure, policy: PolicyModel, environment: () => RestorableEnvironment<WalkState>) {
  return samplerConformance({
    procedure,
    context: { policy, seed: 11 },
    createLanes: (count) => createLanesOf(environment, count),
    theta: thetaOf(policy),
    paths: ({ trunk }) => trunk,
    more,
  })
}

const choices: readonly (readonly [string, VineSettings])[] = [
  ['uniform actions', { ...settings, proposal: uniformActions(2) }],
  ['every action', { ...settings, proposal: everyAction() }],
]

describe.each([
  ['rollout set', settings],
  ['whole trunk', { ...settings, rows: 'trunk' } as const],
  ['a trunk in every lane', { ...settings, lanes: settings.trunks }],
])('%s', (_name, given) => {
  for (const { name, run } of checksOf(vine(given), gaussian, walk)) it(name, run)
})

describe.each(choices)('%s', (_name, given) => {
  for (const { name, run } of checksOf(vine(given), choosing, choiceWalk)) it(name, run)
})

it('rollouts whose draws depend on the shard are caught', async () => {
  const procedure: Procedure = {
    ...vine(settings),
    create(context, lanes, groups) {
      const sampler = vine(settings).create(context, lanes, groups)
      return {
        ...sampler,
        async collect(request) {
          const sampled = await sampler.collect(request)
          sampled.batch.branchRewards[0] += groups.last - groups.first
          return sampled
        },
      }
    },
  }
  const check = checksOf(procedure, gaussian, walk).find(({ name }) => name.startsWith('draws do not depend'))
  await expect(check?.run()).rejects.toThrow(/groups of shards from groups 0, 1: got/)
})
