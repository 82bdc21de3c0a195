import { counted } from '@trpo/math/messages'
import type { Physics } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { asRunError, displayPath, findCheckpoint } from '@trpo/runs'
import { type ActionChoice, evaluatePolicy, type PolicyEvaluation } from '@trpo/samplers'
import Table from 'cli-table3'
import { onEngine, policyOf, type WhichPolicy } from '../evaluate/policy-of-run.ts'
import { saveEvaluation } from '../evaluate/saved-evaluation.ts'
import { short } from '../progress/format.ts'
import { findRun } from '../run/find-run.ts'
import { findRuns } from '../run/find-runs.ts'
import type { ExitCode } from './session.ts'
import { warnOfChange } from './warn-of-change.ts'

/** The most environments that are stepped together. Their number leaves no trace in what comes out. */
const MOST_LANES = 32

/** The options of `trpo evaluate`. */
export interface EvaluateOptions {
  /** Which policy of the run: the last one, that of the best evaluation, or the one with averaged parameters. */
  readonly policy: WhichPolicy
  readonly episodes: number
  readonly choices: readonly ActionChoice[]
  readonly seed?: number | undefined
  readonly iteration?: number | undefined
  readonly maxSteps: number
  readonly json: boolean
  /** Whether the returns of all episodes are kept beside the run. @default false */
  readonly save?: boolean
  /**
   * An engine other than the one that the run was trained on.
   * @default the engine of the run
   */
  readonly physics?: Physics | undefined
}

/**
 * Runs the policies of runs in their environments, and prints returns and lengths: of runs, of sweeps, and of folders of runs. As
 * JSON, one run is an object and several are a list.
 */
export async function evaluate(given: readonly string[], options: EvaluateOptions): Promise<ExitCode> {
  const found: unknown[] = []
  for (const { directory } of await findRuns(given)) found.push(await evaluateRun(directory, options))
  if (options.json) console.log(JSON.stringify(found.length === 1 ? found[0] : found, null, 2))
  return 0
}

/** Evaluates one run, prints what came out unless JSON is asked for, and gives it as that. */
async function evaluateRun(directory: string, options: EvaluateOptions): Promise<unknown> {
  const run = await findRun(directory)
  const { paths, config, provenance } = run
  const checkpoint = await findCheckpoint(paths, options.iteration)
  const asked = onEngine(config, options.physics)
  const physics = asked.environment.from === 'registry' ? asked.environment.physics : null
  const environment = await loadEnvironment(asked, provenance.startedIn)
  warnOfChange(run, environment, 'these returns are of the environment as it is now')
  const { policy, iteration } = await policyOf(run, environment, checkpoint, options)
  const { episodes, maxSteps } = options
  const seed = options.seed ?? config.seed
  const evaluations: PolicyEvaluation[] = []
  const lanes = environment.createLanes(Math.min(episodes, MOST_LANES))
  try {
    for (const choice of options.choices)
      evaluations.push(
        // As in training, the environment itself does to actions what its config says.
        await evaluatePolicy({ policy: { ...policy, actions: undefined }, lanes, choice, episodes, seed, maxSteps }),
      )
  } finally {
    lanes.dispose()
  }
  const { policy: which } = options
  const saved = Object.fromEntries(evaluations.map((one) => [one.choice, one.episodes.map((each) => each.return)]))
  const save = () => saveEvaluation(paths.directory, { policy: which, iteration, physics, seed, ...saved })
  const path = options.save ? await asRunError('the evaluation cannot be saved', save) : undefined
  if (!options.json) {
    const whose = { last: '', best: ', best policy', average: ', averaged parameters' }[which]
    console.log(
      `${displayPath(paths.directory)}, iteration ${iteration}${whose}: ${counted(episodes, 'episode')} of ${environment.spec.name}${physics === null ? '' : ` on ${physics}`}\n`,
    )
    console.log(tableOf(evaluations))
    if (path !== undefined) console.log(`written ${displayPath(path)}`)
  }
  return { run: paths.name, iteration, evaluations: evaluations.map(asJson) }
}

/** An evaluation without its single episodes. */
function asJson({ choice, episodes, returns, lengths, ends }: PolicyEvaluation) {
  return { choice, episodes: episodes.length, returns, lengths, cut: ends.cut }
}

function tableOf(evaluations: readonly PolicyEvaluation[]): string {
  const table = new Table({
    head: ['actions', '', 'mean', 'std', 'min', 'max'],
    style: { head: [], border: [] },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
  })
  for (const {
    choice,
    returns,
    lengths,
    ends: { cut },
  } of evaluations) {
    const row = (what: string, { mean, std, min, max }: typeof returns) => [what, ...[mean, std, min, max].map(short)]
    table.push([choice === 'mode' ? 'most likely' : 'drawn', ...row('return', returns)])
    table.push(['', ...row(cut === 0 ? 'length' : `length (${cut} cut)`, lengths)])
  }
  return table.toString()
}
