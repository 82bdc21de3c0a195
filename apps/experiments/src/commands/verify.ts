import { counted } from '@trpo/math/messages'
import { expectedSteps } from '@trpo/recipes'
import { loadEnvironment, trainingOf } from '@trpo/recipes/node'
import {
  type Difference,
  displayPath,
  findRecorded,
  InterruptedError,
  type Recorded,
  type Resumption,
  resumptionNow,
  type Verification,
  verifyRun,
} from '@trpo/runs'
import pc from 'picocolors'
import { createProgress } from '../progress/create-progress.ts'
import type { Progress } from '../progress/progress.ts'
import { findRun, type TrpoRun } from '../run/find-run.ts'
import { listenForInterruption } from '../run/interrupt.ts'
import { evaluateCommand, resumeCommand } from '../run/next-commands.ts'
import { configEdits } from './config-edits.ts'
import { createPulse } from './pulse.ts'
import type { ExitCode } from './session.ts'
import { warnOfChange } from './warn-of-change.ts'
import { warnOfReplacement } from './warn-of-replacement.ts'

/** How many differences are shown: the first one matters, and a few more show its kind. */
const SHOWN = 3

/**
 * Computes the iterations of a run again, and says whether all bits agree or what differs first.
 *
 * @param last how many iterations, from the checkpoint before them; by default all, from the seed
 * @param workers the most threads; by default as many as the machine runs at once
 */
export async function verify(directory: string, last?: number, workers?: number): Promise<ExitCode> {
  const run = await findRun(directory)
  const edits = await configEdits(run)
  if (edits.length > 0) {
    printDifferences(run, edits, 'The config is not the one that the run began with', ['now', 'then'])
    return 1
  }
  const recorded = await findRecorded(run.paths, last)
  const environment = await loadEnvironment(run.config, run.provenance.startedIn)
  warnOfChange(run, environment, 'it may give other numbers now')
  const interruption = listenForInterruption()
  let progress: Progress | undefined
  const pulse = createPulse(interruption.requested, (part, steps) => progress?.during(part, steps))
  const { startedIn } = run.provenance
  const training = await trainingOf(run.config, {
    environment,
    startedIn,
    workers,
    pulse,
    onReplaced: warnOfReplacement,
  })
  let compared = recorded.from
  try {
    await introduce(run, recorded)
    await training.ready()
    progress = createProgress(
      {
        measures: training.measures,
        from: recorded.from,
        to: recorded.to,
        stepsPerIteration: expectedSteps(training.run.amount, recorded.records.at(-1)?.steps),
      },
      process.stdout,
    )
    const verification = await verifyRun(run.paths, training, recorded, (record) => {
      compared = record.iteration
      progress?.done(record)
    })
    progress.stop()
    return conclude(run, recorded, verification, compared)
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error
    progress?.stop()
    const rest = compared === 0 ? '' : '; the rest was not compared'
    console.log(`\nStopped: ${upTo(recorded.from, compared)}${rest}.`)
    return 130
  } finally {
    progress?.stop()
    interruption.release()
    await training.dispose()
  }
}

/** Says what is about to be compared, and which code and Node computed it then and now. */
async function introduce({ paths, provenance }: TrpoRun, { from, to }: Recorded): Promise<void> {
  const now = await resumptionNow(from)
  const makers = [provenance, ...provenance.resumed].map(maker)
  const begin = from === 0 ? 'the first state, drawn from the seed' : `the checkpoint of iteration ${from}`
  const facts: [string, string][] = [
    ['run', displayPath(paths.directory)],
    ['recompute', to === from ? `the state of iteration ${to}` : `${iterations(from + 1, to)}, from ${begin}`],
    ['made by', [...new Set(makers)].join('; then ')],
    ['now', maker(now)],
  ]
  for (const [name, value] of facts) console.log(`${pc.dim(name.padEnd(11))}${value}`)
  console.log('')
}

function maker({ commit, node }: Pick<Resumption, 'commit' | 'node'>): string {
  return `commit ${commit}, Node ${node}`
}

function conclude(run: TrpoRun, recorded: Recorded, found: Verification, compared: number): ExitCode {
  const { paths, config, provenance } = run
  if (found.differences.length > 0) {
    const what = found.differences[0].where === 'policy' ? 'The policy' : `Iteration ${found.iteration}`
    printDifferences(run, found.differences, `${what} of the run is not what comes out now`)
    if (compared > recorded.from) console.log(`before it         ${upTo(recorded.from, compared)}`)
    const by = [provenance, ...provenance.resumed.filter(({ iteration }) => iteration < found.iteration)].at(-1)
    if (by !== undefined) console.log(`it was made by    ${maker(by)}`)
    return 1
  }
  console.log(
    `\n${pc.bold('Every bit agrees')}: ${counted(found.records, 'record')} of metrics.jsonl, ${counted(found.checkpoints, 'checkpoint')}${policiesIn(found.policies)}.`,
  )
  if (found.policy === 'one iteration behind')
    console.log(
      `The policy is that of the iteration before the last checkpoint: the run was stopped before it was written. This renews it: ${resumeCommand(run)}`,
    )
  if (found.policy === 'of a checkpoint that is gone')
    console.log(
      `The policy is that of iteration ${recorded.to}, whose checkpoint is gone. This computes it again: ${resumeCommand(run)}`,
    )
  if (found.policy === 'being written') console.log('The policy was not compared: the run is being trained.')
  if (recorded.to < config.iterations)
    console.log(
      `The run is unfinished: ${recorded.to} of ${counted(config.iterations, 'iteration')} in ${displayPath(paths.directory)}.`,
    )
  else console.log(`evaluate          ${evaluateCommand(run)}`)
  return 0
}

/** ` and the policy`, or the folders of several. */
function policiesIn(names: Verification['policies']): string {
  if (names.length < 2) return names.length === 0 ? '' : ' and the policy'
  return `, and the policies in ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function printDifferences(
  run: TrpoRun,
  differences: readonly Difference[],
  what: string,
  [here, again]: readonly [string, string] = ['recorded', 'recomputed'],
): void {
  console.log(`\n${pc.bold(pc.red('It differs.'))} ${what}.`)
  for (const { where, field, recorded, recomputed } of differences.slice(0, SHOWN)) {
    console.log(`${displayPath(run.paths.directory)}/${where}: ${pc.bold(field)}`)
    console.log(`  ${here.padEnd(12)}${recorded}`)
    console.log(`  ${again.padEnd(12)}${recomputed}`)
  }
  const more = differences.length - SHOWN
  if (more > 0) console.log(`and ${counted(more, 'more quantity', 'more quantities')} there`)
  else if (differences.every(({ field }) => !field.startsWith('its '))) console.log('all else there agrees')
}

/** Says that everything before an iteration agrees. */
function upTo(from: number, compared: number): string {
  if (compared === 0) return 'nothing was compared'
  if (compared === from) return `the checkpoint of iteration ${from} could be read`
  return `${iterations(from + 1, compared)} ${compared === from + 1 ? 'agrees' : 'agree'}`
}

function iterations(first: number, last: number): string {
  return first === last ? `iteration ${last}` : `iterations ${first} to ${last}`
}
