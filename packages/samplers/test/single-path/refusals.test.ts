import { box, type Environment, lanesOf } from '@trpo/envs'
import { ALL_GROUPS, NonFiniteError, singlePath } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from '../environments.ts'

import { driftRun, implementations } from './drift-run.ts'

describe.each(implementations)('%s', (_implementation, buildNetwork) => {
  const { model, theta, samplerOf } = driftRun(buildNetwork)

  describe('numbers that are not finite', () => {
    /** Goes wrong at the third step of its second episode, in the lane that is created `badLane`-th. */
    const broken = (badLane: number, what: 'reward' | 'observation') => {
      let created = 0
      return (): Environment => {
        const bad = created++ === badLane
        const inner = driftEnvironment(4)
        let episode = 0
        let step = 0
        return {
          ...inner,
          reset(random) {
            episode++
            step = 0
            inner.reset(random)
          },
          step(action, random) {
            step++
            const result = inner.step(action, random)
            return bad && what === 'reward' && episode === 2 && step === 3 ? { ...result, reward: Number.NaN } : result
          },
          observe(into) {
            inner.observe(into)
            if (bad && what === 'observation' && episode === 2 && step === 3) into[1] = Number.POSITIVE_INFINITY
          },
        }
      }
    }

    it.each(['reward', 'observation'] as const)('of a %s stop the sampling with lane and step', async (what) => {
      const sampler = samplerOf({ kind: 'steps', steps: 60 }, 5, broken(3, what))
      const error = await sampler.collect({ policy: { theta }, iteration: 2 }).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(NonFiniteError)
      expect(error).toMatchObject({ lane: 3, step: 2 })
      expect(String(error)).toMatch(/drift gave .* in lane 3 at step 2 of an episode \(iteration 2\)/)
    })
  })

  describe('an observation after reset', () => {
    it('must be finite too', async () => {
      const create = (): Environment => ({
        ...driftEnvironment(),
        observe(into) {
          into.fill(Number.NEGATIVE_INFINITY)
        },
      })
      const sampler = samplerOf({ kind: 'steps', steps: 24 }, 12, create)
      await expect(sampler.collect({ policy: { theta }, iteration: 0 })).rejects.toThrow(
        /entry 0 is -Infinity, in lane 0 at step 0 of an episode/,
      )
    })
  })

  describe('a policy whose numbers are too large', () => {
    it('is named as such, and not the environment', async () => {
      const huge = theta.slice()
      huge[huge.length - 1] = 800
      const error = await samplerOf({ kind: 'steps', steps: 24 }, 12)
        .collect({ policy: { theta: huge }, iteration: 0 })
        .catch((reason: unknown) => reason)
      expect(String(error)).toMatch(/the policy drew an action whose entry 0 is -?Infinity, in lane 0 at step 0/)
    })
  })

  describe('what does not fit', () => {
    const unlimited = (): Environment => {
      const { spec, ...rest } = driftEnvironment()
      return {
        ...rest,
        spec: { name: 'endless', observationSpace: spec.observationSpace, actionSpace: spec.actionSpace },
      }
    }

    it.each([
      [
        'another number of lanes than the groups have',
        () =>
          singlePath({ quota: { kind: 'steps', steps: 24 }, lanes: 12 }).create(
            { policy: model, seed: 1 },
            lanesOf(driftEnvironment, 9),
            ALL_GROUPS,
          ),
        /9 lanes of drift were given; groups 0 to 12 of a run of 12 lanes have 12/,
      ],
      [
        'groups that there are not',
        () => samplerOf({ kind: 'steps', steps: 24 }, 12, driftEnvironment, { first: 3, last: 13 }),
        /lane groups 3 to 13 were given/,
      ],
      ['paths without a time limit', () => samplerOf({ kind: 'paths', paths: 4 }, 4, unlimited), /no time limit/],
      [
        'fewer steps than lanes',
        () => samplerOf({ kind: 'steps', steps: 3 }, 4),
        /3 steps cannot be split over 4 lanes/,
      ],
      [
        'fewer paths than lanes',
        () => samplerOf({ kind: 'paths', paths: 3 }, 4),
        /3 paths cannot be split over 4 lanes/,
      ],
      ['a quota that is no whole number', () => samplerOf({ kind: 'steps', steps: 10.5 }, 4), /10.5 steps/],
      [
        'an environment with other actions',
        () =>
          samplerOf({ kind: 'steps', steps: 10 }, 2, () => ({
            ...driftEnvironment(),
            spec: { ...driftEnvironment().spec, actionSpace: box([-1, -1], [1, 1]) },
          })),
        /actions are of 1 real numbers, drift expects 2 numbers/,
      ],
    ])('%s', (_name, make, message) => {
      expect(make).toThrow(message)
    })
  })
})
