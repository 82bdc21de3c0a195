import type { Environment } from '@trpo/envs'
import { simdNetwork } from '@trpo/networks'
import type { Quota } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { driftEnvironment } from '../environments.ts'
import { goingOn } from './going-on.ts'

const LIMIT = 35
const LANES = 4
const SHARE = 25
const ITERATIONS = 6
const quota: Quota = { kind: 'steps', steps: LANES * SHARE }
const { samplerOf, run, collect } = goingOn(simdNetwork)

/** The drift without terminal states: only the time limit ends an episode. */
function endless(): Environment {
  const inner = driftEnvironment(LIMIT)
  return {
    ...inner,
    step: (action, random) => ({ ...inner.step(action, random), terminated: false, truncated: false }),
  }
}

/** The same, truncated by the environment itself. */
function limited(): Environment {
  let age = 0
  const inner = endless()
  return {
    ...inner,
    reset(random) {
      age = 0
      inner.reset(random)
    },
    step: (action, random) => ({ ...inner.step(action, random), truncated: ++age === LIMIT }),
  }
}

/** The same, and its spec states no time limit. */
function unlimited(): Environment {
  const { spec, ...inner } = endless()
  const { timeLimit: _, ...others } = spec
  return { ...inner, spec: others }
}

const staggered = { create: limited, episodes: 'staggered' } as const

describe('staggered episodes', () => {
  it('truncate the first of lane l after (l + 1) / L of the time limit, and all others at the limit', async () => {
    const collected = await run(samplerOf(quota, LANES, staggered), ITERATIONS)
    for (let lane = 0; lane < LANES; lane++) {
      const lengths = collected.flatMap(({ batch }) =>
        batch.segments
          .filter((segment) => segment.lane === lane && segment.end !== 'cut')
          .map(({ start, length, end }) => {
            expect(end).toBe('truncated')
            return start + length
          }),
      )
      const first = Math.ceil(((lane + 1) * LIMIT) / LANES)
      const others = Math.floor((ITERATIONS * SHARE - first) / LIMIT)
      // One that ends with the batch is among them too.
      expect(lengths).toEqual([first, ...new Array<number>(others).fill(LIMIT)])
    }
  })

  it('are the same when they are replayed', async () => {
    const collected = await run(samplerOf(quota, LANES, staggered), ITERATIONS)
    for (let iteration = 1; iteration < ITERATIONS; iteration++) {
      const { open } = collected[iteration - 1]
      expect(await collect(samplerOf(quota, LANES, staggered), iteration, open)).toEqual(collected[iteration])
    }
  })

  it('terminate where the environment ends them before', async () => {
    const [{ batch }] = await run(samplerOf(quota, LANES, { episodes: 'staggered' }), 1)
    const ends = batch.segments.map(({ end }) => end)
    expect(ends).toContain('terminated')
  })

  it.each([
    [{ kind: 'paths', paths: 8 } as const, limited, 'whole paths are never out of step'],
    [quota, unlimited, 'drift states none'],
  ])('are refused where there is nothing to stagger: %#', (given, create, message) => {
    expect(() => samplerOf(given, LANES, { create, episodes: 'staggered' })).toThrow(message)
  })
})
