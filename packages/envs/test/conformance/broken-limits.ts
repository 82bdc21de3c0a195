import { timeLimit } from '@trpo/envs'
import { counter, plainCounter } from '../counter.ts'
import { type BrokenEnvironment, broken } from './broken.ts'

/** Environments that truncate where they should not. */
export const brokenLimits: readonly BrokenEnvironment[] = [
  [
    'truncates without a limit',
    broken((inner) => ({
      ...inner,
      step: (action, random) => ({ ...inner.step(action, random), terminated: false, truncated: action[0] > 3 }),
    })),
    ['limit'],
    'spec.timeLimit is not set',
  ],
  [
    'truncates a step late',
    () => ({ ...timeLimit(counter(), 8), spec: { ...plainCounter().spec, timeLimit: 7 } }),
    ['limit'],
    'step 7 goes on, though the time limit is 7',
  ],
  [
    'truncates a step early',
    () => ({ ...timeLimit(counter(), 6), spec: { ...plainCounter().spec, timeLimit: 7 } }),
    ['limit'],
    'step 6 is truncated, the time limit is 7',
  ],
  [
    'terminates at its limit',
    () => {
      const limited = timeLimit(plainCounter(), 7)
      return {
        ...limited,
        step(action, random) {
          const { reward, truncated } = limited.step(action, random)
          return { reward, terminated: truncated === true, truncated: truncated === true }
        },
      }
    },
    ['limit'],
    'terminated as well as truncated',
  ],
  [
    'always falls before its limit',
    () => timeLimit(plainCounter(3), 7),
    ['limit'],
    '10 episodes terminated before the time limit of 7: give an act',
  ],
  [
    'goes on after its limit',
    () => ({ ...plainCounter(), spec: { ...plainCounter().spec, timeLimit: 7 } }),
    ['limit'],
    'step 7 goes on, though the time limit is 7',
  ],
]
