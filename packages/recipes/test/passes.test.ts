import { localParts, type RunParts } from '@trpo/core'
import { passConformance } from '@trpo/core/conformance'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { describe, it } from 'vitest'
import { baselines } from '../src/estimator/baselines/registry.ts'
import { estimators } from '../src/estimator/registry.ts'
import { metrics } from '../src/objective/metrics/registry.ts'
import { objectives } from '../src/objective/registry.ts'

const environment = () => timeLimit(cartPole(), 30)
const { spec } = lanesOf(environment, 1)
const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })
const small = localParts({ seed: 7, model, quota: { kind: 'steps', steps: 203 }, lanes: 14 }, spec)

/** Every estimator and every objective that a config can name: what is new in a registry is tried without a line here. */
const registered: readonly (readonly [string, Partial<RunParts>])[] = [
  ...estimators.flatMap(({ kind, defaults, build }) =>
    baselines.map(
      (baseline) =>
        [
          `${kind}, ${baseline.kind}`,
          { estimator: build({ ...defaults, baseline: baseline.defaults }, spec) },
        ] as const,
    ),
  ),
  ...objectives.flatMap(({ kind, defaults, build }) =>
    metrics.map(
      (metric) =>
        [`${kind}, ${metric.kind}`, { objective: build({ ...defaults, metric: metric.defaults }, undefined) }] as const,
    ),
  ),
]

describe.each(registered)('the passes of %s', (_name, part) => {
  const checks = passConformance({
    parts: { ...small, ...part },
    createLanes: (count) => lanesOf(environment, count),
  })
  for (const { name, run } of checks) it(name, run)
})
