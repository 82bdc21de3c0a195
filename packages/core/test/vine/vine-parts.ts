import {
  everyActionForm,
  fisher,
  linearFeatureBaseline,
  type RunParts,
  sampledObjective,
  selfNormalised,
  timeDependentBaseline,
  trustRegionUpdate,
  vineRollouts,
} from '@trpo/core'
import { cartPole, lanesOf, type RestorableEnvironment, type RestorableLanes, timeLimit } from '@trpo/envs'
import { categoricalMlp, gaussianMlp } from '@trpo/policies'
import { everyAction, policyActions, type VineBatch, type VineSettings, vine } from '@trpo/samplers'

const environment = () => timeLimit(cartPole(), 60)
export const createLanes = (count: number) => lanesOf(environment, count)
const settings: VineSettings<false> = {
  lanes: 26,
  trunks: 14,
  trunkSteps: 40,
  states: 45,
  branchSteps: 25,
  proposal: policyActions(3),
}
export type Parts = RunParts<VineBatch<false>, RestorableLanes>
export const parts: Parts = {
  seed: 7,
  policy: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] }),
  normalizeObservations: true,
  sampling: vine(settings),
  estimator: vineRollouts(),
  objective: sampledObjective({ form: selfNormalised(), metric: fisher(1) }),
  update: trustRegionUpdate(),
}
export const runs: readonly (readonly [string, Parts])[] = [
  ['rollout set', parts],
  ['whole trunk', { ...parts, sampling: vine({ ...settings, rows: 'trunk' }) }],
  ['bootstrapped', { ...parts, estimator: vineRollouts({ bootstrap: linearFeatureBaseline(4) }) }],
  [
    'discounted',
    { ...parts, estimator: vineRollouts({ stateWeighting: 'discounted', bootstrap: timeDependentBaseline(60) }) },
  ],
]

/** Cart-pole that is pushed left or right by full force. */
function pushed(): RestorableEnvironment {
  const inner = cartPole()
  return {
    ...inner,
    spec: { ...inner.spec, actionSpace: { kind: 'discrete', n: 2 } },
    step: ([choice], random) => inner.step(Float64Array.of(choice === 0 ? -10 : 10), random),
  }
}

/** A vine that tries both pushes in every state. */
export const everyPush = {
  parts: {
    ...parts,
    policy: categoricalMlp({ observationSize: 4, classes: [2], hidden: [3] }),
    sampling: vine({ ...settings, proposal: everyAction() }),
    estimator: vineRollouts(),
    objective: sampledObjective({ form: everyActionForm() }),
  } satisfies RunParts<VineBatch<true>, RestorableLanes>,
  createLanes: (count: number) => lanesOf(() => timeLimit(pushed(), 60), count),
}
