import { counted } from '@trpo/math/messages'
import type { Physics } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { displayPath, findCheckpoint } from '@trpo/runs'
import Table from 'cli-table3'
import type { ActionChoice } from '../evaluate/actor.ts'
import { evaluatePolicy, type PolicyEvaluation } from '../evaluate/evaluate-policy.ts'
import { onEngine, policyOf } from '../evaluate/policy-of-run.ts'
import { short } from '../progress/format.ts'
import { findRun } from '../run/find-run.ts'
import type { ExitCode } from './session.ts'
import { warnOfChange } from './warn-of-change.ts'

/** The options of `trpo evaluate`. */
export interface EvaluateOptions {
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
  const policy = await policyOf(run, environment, checkpoint, options.iteration)
  const { episodes, maxSteps } = options
  const seed = options.seed ?? config.seed
  const evaluations = options.choices.map((choice) => {
    const single = environment.create()
    try {
      return evaluatePolicy({ policy, environment: single, choice, episodes, seed, maxSteps })
    } finally {
      single.dispose?.()
    }
  })
  if (options.json)
    console.log(JSON.stringify({ run: paths.name, iteration: checkpoint.iteration, evaluations }, null, 2))
  else {
    console.log(
      `${displayPath(paths.directory)}, iteration ${checkpoint.iteration}: ${counted(episodes, 'episode')} of ${environment.spec.name}${physics === null ? '' : ` on ${physics}`}\n`,
    )
    console.log(tableOf(evaluations))
  }
  return 0
}

function tableOf(evaluations: readonly PolicyEvaluation[]): string {
  const table = new Table({
    head: ['actions', '', 'mean', 'std', 'min', 'max'],
    style: { head: [], border: [] },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
  })
  for (const { choice, returns, lengths, cut } of evaluations) {
    const row = (what: string, { mean, std, min, max }: typeof returns) => [what, ...[mean, std, min, max].map(short)]
    table.push([choice === 'mode' ? 'most likely' : 'drawn', ...row('return', returns)])
    table.push(['', ...row(cut === 0 ? 'length' : `length (${cut} cut)`, lengths)])
  }
  return table.toString()
}
