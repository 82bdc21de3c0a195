import { laneFailureOf } from '@trpo/envs'
import { counted, messageOf } from '@trpo/math/messages'
import { loadEnvironment } from '@trpo/recipes/node'
import { displayPath, readFailedEpisode } from '@trpo/runs'
import { type ReplayedStep, replayTrace } from '@trpo/samplers'
import { findRun } from '../run/find-run.ts'
import type { ExitCode } from './session.ts'
import { warnOfChange } from './warn-of-change.ts'

/** Repeats the episode in which a run has failed, and shows its last steps. */
export async function replay(directory: string, { last }: { readonly last: number }): Promise<ExitCode> {
  const run = await findRun(directory)
  const { trace, error, at } = await readFailedEpisode(run.paths)
  const environment = await loadEnvironment(run.config, run.provenance.startedIn)
  warnOfChange(run, environment, 'the episode may not go as it did')
  const { name } = environment.spec
  console.log(`${displayPath(run.paths.failedEpisode)} (${at}): ${error}\n`)
  console.log(
    `${name}, lane ${trace.lane}, iteration ${trace.iteration}: a reset, then ${counted(trace.step + 1, 'step')}; shown from the end: ${last}.`,
  )
  const lanes = environment.createLanes(1)
  let thrown: unknown
  const shown: ReplayedStep[] = []
  try {
    for await (const moment of replayTrace(lanes, run.config.seed, trace)) {
      shown.push(moment)
      if (shown.length > last) shown.shift()
    }
  } catch (failure) {
    thrown = failure
  } finally {
    lanes.dispose()
  }
  for (const moment of shown) console.log(lineOf(moment))
  if (thrown !== undefined) {
    console.log(`\nIt fails again: ${laneFailureOf(thrown)?.reason ?? messageOf(thrown)}`)
    return 0
  }
  const end = shown.at(-1)
  const goesOn =
    end !== undefined && [end.reward, ...end.observation, ...Object.values(end.info)].every(Number.isFinite)
  console.log(goesOn ? '\nIt does not fail again.' : '\nIt fails again.')
  return goesOn ? 1 : 0
}

function lineOf({ steps, action, reward, observation, info }: ReplayedStep): string {
  if (steps === 0) return `reset     observation [${[...observation].join(', ')}]`
  const reported = Object.entries(info).map(([name, value]) => `${name} ${value}`)
  return [
    `step ${steps - 1}`,
    `  action      [${[...action].join(', ')}]`,
    `  reward      ${reward}`,
    `  observation [${[...observation].join(', ')}]`,
    ...(reported.length === 0 ? [] : [`  reported    ${reported.join(', ')}`]),
  ].join('\n')
}
