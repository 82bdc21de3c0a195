import type { Random } from '@trpo/random'
import { counter } from '../counter.ts'
import type { BrokenEnvironment } from './broken.ts'

/** Environments whose snapshots are not the whole state. */
export const brokenSnapshots: readonly BrokenEnvironment[] = [
  [
    'forgets a number in its snapshot',
    () => {
      const inner = counter(20)
      return {
        ...inner,
        restore: (snapshot: readonly [number, number]) => inner.restore([snapshot[0], 0]),
      }
    },
    ['snapshot', 'elsewhere'],
    'observation[1]',
  ],
  [
    'has snapshots that move on with it',
    () => {
      const inner = counter(20)
      const live = { state: inner.snapshot() }
      return {
        ...inner,
        step(action: Float64Array, random: Random) {
          const result = inner.step(action, random)
          live.state = inner.snapshot()
          return result
        },
        snapshot: () => live,
        restore: (snapshot: typeof live) => inner.restore(snapshot.state),
      }
    },
    ['snapshot', 'elsewhere'],
    'after the first restore',
  ],
  [
    'has snapshots that only their own instance understands',
    () => {
      const inner = counter(20)
      const saved: (readonly [number, number])[] = []
      return {
        ...inner,
        snapshot: () => saved.push(inner.snapshot()) - 1,
        restore: (snapshot: number) => inner.restore(saved[snapshot] ?? [0, 0]),
      }
    },
    ['elsewhere'],
    'the other environment',
  ],
  [
    'moves when a snapshot is taken',
    () => {
      const inner = counter(20)
      return {
        ...inner,
        snapshot() {
          const state = inner.snapshot()
          inner.restore([state[0] + 1, state[1]])
          return state
        },
      }
    },
    ['snapshot', 'taking', 'elsewhere'],
    'with and without snapshots',
  ],
  [
    'forgets what its actions are multiplied by',
    () => {
      const inner = counter(20)
      let factor = 1
      return {
        ...inner,
        reset(random: Random) {
          factor = 1
          inner.reset(random)
        },
        step(action: Float64Array, random: Random) {
          factor += 1
          return { ...inner.step(action, random), reward: factor * action[0] }
        },
        restore(snapshot: readonly [number, number]) {
          factor = 1
          inner.restore(snapshot)
        },
      }
    },
    ['snapshot', 'elsewhere'],
    'reward is',
  ],
]
