import type { Environment } from '@trpo/envs'
import { driftEnvironment } from './environments.ts'

/** A drift that reports its reward, over steps, and how far it has gone, over episodes. */
export function reportingEnvironment(limit = 9): Environment {
  const inner = driftEnvironment(limit)
  const shown = new Float64Array(2)
  return {
    ...inner,
    spec: {
      ...inner.spec,
      info: {
        gain: { title: 'Gain', description: 'The reward.', unit: 'points' },
        way: { description: 'Where it is.', over: 'episode' },
      },
    },
    step(action, random) {
      const result = inner.step(action, random)
      inner.observe(shown)
      return { ...result, info: { way: shown[0], gain: result.reward, unasked: Number.NaN } }
    },
  }
}
