import { counted } from '@trpo/math/messages'
import type { Physics } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { displayPath, findCheckpoint } from '@trpo/runs'
import { type ActionChoice, evaluatePolicy, type PolicyEvaluation } from '@trpo/samplers'
import Table from 'cli-table3'
import { onEngine, policyOf, type WhichPolicy } from '../evaluate/policy-of-run.ts'
import { short } from '../progress/format.ts'
import { findRun } from '../run/find-run.ts'
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
  /**
   * An engine other than the one that the run was trained on.
   * @default the engine of the run
   */
  readonly physics?: Physics | undefined
}

/** Runs a run's policy in its environment, and prints returns and lengths. */
export async function evaluate(directory: string, options: EvaluateOptions): Promise<ExitCode> {
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
  if (options.json)
    console.log(JSON.stringify({ run: paths.name, iteration, evaluations: evaluations.map(asJson) }, null, 2))
  else {
    const whose = { last: '', best: ', best policy', average: ', averaged parameters' }[options.policy]
    console.log(
      `${displayPath(paths.directory)}, iteration ${iteration}${whose}: ${counted(episodes, 'episode')} of ${environment.spec.name}${physics === null ? '' : ` on ${physics}`}\n`,
    )
    console.log(tableOf(evaluations))
  }
  return 0
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
