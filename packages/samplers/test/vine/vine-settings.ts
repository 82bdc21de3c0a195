import { policyActions, type VineSettings } from '@trpo/samplers'

/** Small, and no number divides another. */
export const settings: VineSettings<false> = {
  lanes: 26,
  trunks: 14,
  trunkSteps: 20,
  states: 45,
  branchSteps: 6,
  proposal: policyActions(3),
}
