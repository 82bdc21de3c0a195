import { type LanePlan, lanePlan, type PlannedLanes } from '@trpo/samplers'
import { assertWhole } from '../search/settings.ts'

/** How the fitness of candidates is found: the mean return of whole episodes of their policies. */
export interface CandidateEvaluation {
  /** The number of episodes of each candidate in an iteration. */
  readonly episodes: number
  /**
   * The number of environments stepped together, at most one for each episode of the iteration. Any number plays the same
   * episodes. It is part of the experiment all the same, as a record adds up all steps in the order of the lanes.
   */
  readonly lanes: number
  /**
   * Whether the e-th episodes of all candidates of an iteration have the same draws (`common`), which compares candidates under
   * equal luck, or draws of their own (`own`).
   */
  readonly draws: 'common' | 'own'
}

/** Throws a RangeError that names the setting unless it is in range for that many candidates. */
export function assertEvaluation({ episodes, lanes, draws }: CandidateEvaluation, candidates: number): void {
  assertWhole('episodes', episodes, 1)
  assertWhole('lanes', lanes, 1)
  if (lanes > candidates * episodes)
    throw new RangeError(
      `lanes is ${lanes}, and an iteration has ${candidates * episodes} episodes (${candidates} candidates, ${episodes} each); give at most as many lanes`,
    )
  if (draws !== 'common' && draws !== 'own') throw new RangeError(`draws is ${String(draws)}, expected common or own`)
}

/** The candidate whose policy acts in a path: the episodes of a candidate are adjacent paths, path p in lane p mod L. */
export function candidateOf(path: number, { episodes }: Pick<CandidateEvaluation, 'episodes'>): number {
  return Math.floor(path / episodes)
}

/** The walk of some lanes through the episodes of all candidates; its units are what draws are counted by. */
export function evaluationPlan(evaluation: CandidateEvaluation, candidates: number, lanes: PlannedLanes): LanePlan {
  const { episodes, draws } = evaluation
  const plan = lanePlan({ kind: 'paths', paths: candidates * episodes }, lanes)
  return draws === 'own' ? plan : { ...plan, unit: (lane) => plan.path(lane) % episodes }
}
