import type { ObservationArray } from '@trpo/envs'
import { type BrokenEnvironment, broken } from './broken.ts'

let shared = 0
let instances = 0

/** Environments that depend on more than draws and actions. */
export const brokenDeterminism: readonly BrokenEnvironment[] = [
  [
    'uses Math.random in its steps',
    broken((inner) => ({
      ...inner,
      step: (action, random) => ({ ...inner.step(action, random), reward: Math.random() }),
    })),
    ['bits', 'reset', 'influence', 'hidden', 'observe', 'kept'],
    'Math.random() was called',
  ],
  [
    'looks at the time of day without showing it',
    broken((inner) => ({
      ...inner,
      step(action, random) {
        try {
          if (Date.now() < 0) throw new Error('long ago')
        } catch {}
        return inner.step(action, random)
      },
    })),
    ['hidden'],
    'Date.now() was called',
  ],
  [
    'asks what day it is',
    broken((inner) => ({
      ...inner,
      step: (action, random) => {
        if (new Date().getFullYear() < 0) throw new Error('long ago')
        return inner.step(action, random)
      },
    })),
    ['hidden'],
    'Date() was called',
  ],
  [
    'numbers its instances',
    broken((inner) => {
      const number = instances++
      return { ...inner, step: (action, random) => ({ ...inner.step(action, random), reward: number }) }
    }),
    ['bits', 'reset', 'influence', 'observe', 'kept'],
    'should be equal',
  ],
  [
    'shares state between instances',
    broken((inner) => ({
      ...inner,
      reset(random) {
        shared = 0
        inner.reset(random)
      },
      step(action, random) {
        shared += 1
        return { ...inner.step(action, random), reward: shared }
      },
    })),
    ['influence'],
    'stepped by turns with another',
  ],
  [
    'carries something over a reset',
    broken((inner) => {
      let total = 0
      return {
        ...inner,
        step(action, random) {
          total += 1
          return { ...inner.step(action, random), reward: total }
        },
      }
    }),
    ['reset'],
    'a run after a reset',
  ],
  [
    'moves when it is observed',
    broken((inner) => {
      let looks = 0
      return {
        ...inner,
        reset(random) {
          looks = 0
          inner.reset(random)
        },
        observe(into) {
          inner.observe(into)
          into[1] += looks++
        },
      }
    }),
    ['observe'],
    'observe once and twice',
  ],
  [
    'keeps the array that it observes into',
    broken((inner) => {
      let kept: ObservationArray = new Float64Array(2)
      return {
        ...inner,
        step(action, random) {
          const result = inner.step(action, random)
          kept[0] += 1
          return result
        },
        observe(into) {
          inner.observe(into)
          kept = into
        },
      }
    }),
    ['observe'],
    'was changed later, at entry 0',
  ],
]
