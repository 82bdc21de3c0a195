import type { VineSettings } from '@trpo/samplers'
import { choice, whole } from '../kinds/field-schema.ts'
import type { SectionKind } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { lanes } from './lanes.ts'

/** The fields of every vine: those of its settings, except the actions that it tries. */
export type VineFields = Omit<Required<VineSettings>, 'proposal'>

/** The schemas of the fields of every vine. */
export const vineFields: SectionKind<VineFields>['fields'] = {
  lanes,
  trunks: whole(1, 65_536, 'The number of trunks of an iteration: paths of the policy from the start distribution.'),
  trunkSteps: whole(1, MAX_COUNT, 'The number of steps of a trunk, one episode after another.'),
  states: whole(1, MAX_COUNT, 'N, the size of the rollout set: the states of the trunks from which rollouts begin.'),
  branchSteps: whole(
    1,
    MAX_COUNT,
    'The greatest number of steps of a rollout, its first action included; it ends earlier where its episode does.',
  ),
  rows: choice(
    ['rollout-set', 'trunk'],
    'The states that KL and the Fisher matrix are averaged over: those of the rollout set, or all of the trunks.',
  ),
}

/** The defaults of every vine: Table 2's for the swimmer, with fewer trunks. */
export const vineDefaults: VineFields = {
  lanes: 16,
  trunks: 4,
  trunkSteps: 1000,
  states: 125,
  branchSteps: 50,
  rows: 'rollout-set',
}
