import { type Baseline, type LocalTrainerSettings, linearFeatureBaseline } from '@trpo/core'
import { cartPole, timeLimit } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'

/** The plain f64 network. */
export const referenceModel: PolicyModel = gaussianMlp({
  observationSize: 4,
  actionSize: 1,
  hidden: [3],
  buildNetwork: networkFromDescription,
})

/** Settings that name their model and their baseline. */
export type Settings = LocalTrainerSettings & { readonly model: PolicyModel; readonly baseline: Baseline }

/** A small run that has terminated, truncated and cut segments and a batch that does not divide evenly. */
export const smallRun: Settings = {
  seed: 7,
  environment: () => timeLimit(cartPole(), 50),
  model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] }),
  baseline: linearFeatureBaseline(4),
  quota: { kind: 'steps', steps: 1003 },
  lanes: 14,
}
