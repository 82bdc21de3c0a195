import { box, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import type { Random } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { counter, plainCounter } from '../counter.ts'
import { broken, NAMES } from './broken.ts'
import { brokenActions } from './broken-actions.ts'
import { brokenDeterminism } from './broken-determinism.ts'
import { brokenLimits } from './broken-limits.ts'
import { brokenSnapshots } from './broken-snapshots.ts'
import { brokenSpaces, unplayable } from './broken-spaces.ts'
import { failures } from './failures.ts'

const cases = [...brokenSpaces, ...brokenActions, ...brokenDeterminism, ...brokenLimits, ...brokenSnapshots]

describe('environmentConformance', () => {
  it('passes what behaves', () => {
    expect(failures(environmentConformance(() => counter(20)))).toEqual(new Map())
    expect(failures(environmentConformance(() => plainCounter(20)))).toEqual(new Map())
    expect(failures(environmentConformance(() => timeLimit(plainCounter(), 7)))).toEqual(new Map())
    const limited = () => timeLimit(plainCounter(3), 7)
    expect(failures(environmentConformance(limited, { reachesTimeLimit: false }))).toEqual(new Map())
  })

  it('passes a box that is a point', () => {
    const point = () => ({
      ...plainCounter(20),
      spec: { ...plainCounter().spec, actionSpace: box([0.5, -1], [0.5, -1]) },
    })
    expect(failures(environmentConformance(point))).toEqual(new Map())
  })

  it('passes what may not be stepped after its end, however soon that comes', () => {
    const short = (end: number) => () => {
      const inner = counter(end)
      let over = false
      return {
        ...inner,
        reset(random: Random) {
          over = false
          inner.reset(random)
        },
        step(action: Float64Array, random: Random) {
          if (over) throw new Error('the episode is over')
          const result = inner.step(action, random)
          over = result.terminated
          return result
        },
        restore(snapshot: readonly [number, number]) {
          over = snapshot[0] >= end
          inner.restore(snapshot)
        },
      }
    }
    for (const end of [1, 2, 3, 4]) expect(failures(environmentConformance(short(end)))).toEqual(new Map())
  })

  it.each(unplayable)('says of a specification that %s', (_what, change, message) => {
    const create = () => ({ ...plainCounter(), spec: { ...plainCounter().spec, ...change } })
    const spec = create().spec
    const failed = failures(environmentConformance(() => ({ ...create(), spec })))
    expect(failed.get(NAMES.specification)).toMatch(message)
  })

  it('has snapshot checks exactly where there are snapshots', () => {
    const names = (create: () => Environment) => environmentConformance(create).map((check) => check.name)
    expect(names(() => counter())).toContain(NAMES.snapshot)
    expect(names(() => plainCounter())).not.toContain(NAMES.snapshot)
  })

  it.each(cases)('catches one that %s', (_what, create, fails, message) => {
    const failed = failures(environmentConformance(create))
    expect([...failed.keys()].sort()).toEqual(fails.map((name) => NAMES[name]).sort())
    expect([...failed.values()].join('\n')).toContain(message)
  })

  it('has a check by every name here fail somewhere', () => {
    const missed = Object.keys(NAMES).filter(
      (name) => !cases.some(([, , fails]) => fails.some((fail) => fail === name)),
    )
    // Tried below.
    expect(missed).toEqual(['lengths'])
  })

  it.each([
    ['accepts any length', () => plainCounter(), 'step() accepted an action of length 1, expects 2'],
    [
      'says too little',
      broken((inner) => ({
        ...inner,
        step(action, random) {
          if (action.length !== 2) throw new Error('bad action')
          return inner.step(action, random)
        },
      })),
      'says "bad action"',
    ],
  ])('catches one that %s where wrong lengths are to be refused', (_what, create, message) => {
    expect(failures(environmentConformance(create))).toEqual(new Map())
    const failed = failures(environmentConformance(create, { refusesWrongLengths: true }))
    expect([...failed.keys()]).toEqual([NAMES.lengths])
    expect(failed.get(NAMES.lengths)).toContain(message)
  })

  it('puts everything back that it forbids', () => {
    const before = [Math.random, Date.now, performance.now, crypto.getRandomValues]
    failures(
      environmentConformance(
        broken((inner) => ({
          ...inner,
          step: (action, random) => ({ ...inner.step(action, random), reward: Math.random() }),
        })),
      ),
    )
    expect([Math.random, Date.now, performance.now, crypto.getRandomValues]).toEqual(before)
    expect(Object.hasOwn(performance, 'now')).toBe(false)
  })

  it('disposes of all that it creates', () => {
    const seen = { actions: [], disposals: 0 }
    let made = 0
    const create = () => {
      made += 1
      return counter(20, seen)
    }
    failures(environmentConformance(create))
    failures(lanesConformance((count) => lanesOf(create, count), { single: create }))
    expect(made).toBeGreaterThan(20)
    expect(seen.disposals).toBe(made)
  })

  it('refuses settings that make no sense', () => {
    expect(() => environmentConformance(plainCounter, { steps: 0 })).toThrow('steps is 0')
  })
})
