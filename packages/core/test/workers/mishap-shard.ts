import { existsSync, writeFileSync } from 'node:fs'
import type { ShardFactory } from '@trpo/core'
import type { Environment } from '@trpo/envs'
import { createEnvironment, type Mishap, type SmallRun, smallShard } from './small-run.ts'

/** Environments that do what the config says after some steps, each time or once. */
export const createShard: ShardFactory<SmallRun> = (config, groups) =>
  smallShard(() => (config.mishap ? mishapEnvironment(config.mishap) : createEnvironment()))(config, groups)

function mishapEnvironment({ marker, after, what }: Mishap): Environment {
  const inner = createEnvironment()
  let steps = 0
  return {
    ...inner,
    step(action, random) {
      const step = inner.step(action, random)
      if (++steps !== after || (marker !== undefined && existsSync(marker))) return step
      if (marker !== undefined) writeFileSync(marker, '')
      switch (what) {
        case 'exit':
          return process.exit(7)
        case 'memory': {
          const hoard: number[][] = []
          for (;;) hoard.push(new Array<number>(100_000).fill(steps))
        }
        case 'reject':
          void Promise.reject(new Error('nobody waits for this'))
          return step
        case 'not finite':
          return { ...step, reward: Number.NaN }
        case 'throw':
          throw new RangeError('the environment is at fault')
      }
    },
  }
}
