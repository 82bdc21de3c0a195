import { spaceSize } from '@trpo/envs'
import { describeModel, type LoadedEnvironment } from '@trpo/recipes'
import { displayPath } from '@trpo/runs'
import pc from 'picocolors'
import { thousands } from '../progress/format.ts'
import type { TrpoRun } from './find-run.ts'
import type { PreparedRun } from './prepare-run.ts'

/** Says what is about to happen. */
export function introduce(
  { paths, config }: Pick<TrpoRun, 'paths' | 'config'>,
  environment: LoadedEnvironment,
  prepared: PreparedRun,
): void {
  const { spec } = environment
  const { sampling, algorithm } = config
  const { training } = prepared
  const { parts } = training
  const limit = spec.timeLimit === undefined ? 'without a time limit' : `of at most ${thousands(spec.timeLimit)} steps`
  const amount =
    sampling.unit === 'paths'
      ? `${thousands(sampling.perIteration)} whole paths ${limit}`
      : `${thousands(sampling.perIteration)} steps, episodes ${limit}`
  const { iteration } = prepared.start.state
  const facts: [string, string][] = [
    ['run', `${displayPath(paths.directory)} (preset ${config.preset}, seed ${config.seed})`],
    ['task', `${spec.name}: ${spaceSize(spec.observationSpace)} observations, ${actionsOf(environment)}`],
    ['policy', describeModel(parts.policy, config)],
    ['batch', `${amount}, in ${sampling.lanes} lanes`],
    ['step', `${training.summary}, discount ${algorithm.discount}, ${parts.estimator.name}`],
    ['iterations', iterationsOf(iteration, config.iterations)],
  ]
  if (training.workers > 1) facts.push(['workers', `${training.workers} threads`])
  const share = Math.floor(sampling.perIteration / sampling.lanes)
  if (sampling.unit === 'steps' && sampling.episodes === 'fresh' && (spec.timeLimit ?? 0) > share)
    facts.push([
      'note',
      `a lane has ${share} steps an iteration: longer episodes are cut, and have no return; --set sampling.episodes=continue goes on with them`,
    ])
  for (const [name, value] of facts) console.log(`${pc.dim(name.padEnd(11))}${value}`)
  console.log('')
}

/** `40`, `13 to 40`, or that there are none left, as when only the end of a run is to be written again. */
function iterationsOf(done: number, all: number): string {
  if (done >= all) return `${all}, all done: what the end of the run did not write is written`
  return done === 0 ? `${all}` : `${done + 1} to ${all}`
}

function actionsOf({ spec }: LoadedEnvironment): string {
  const space = spec.actionSpace
  if (space.kind === 'discrete') return `${space.n} actions`
  const size = spaceSize(space)
  return `${size} ${space.kind === 'box' ? 'continuous' : 'discrete'} action${size === 1 ? '' : 's'}`
}
