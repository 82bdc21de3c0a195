import { counted } from '@trpo/math/messages'
import type { Physics } from '@trpo/recipes'
import { checkEnvironment } from '@trpo/recipes/node'
import pc from 'picocolors'
import type { ExitCode } from './session.ts'

/** The options of `trpo check`. */
export interface CheckOptions {
  readonly seed: number
  readonly steps: number
  readonly physics?: Physics | undefined
}

/**
 * Holds an environment to its contract. It prints a line for each rule, and below a broken one what was found and what to do.
 */
export async function check(name: string, options: CheckOptions): Promise<ExitCode> {
  const { spec, rules, reachedTimeLimit } = await checkEnvironment(name, options)
  console.log(
    `${spec.name}, each rule tried for ${counted(options.steps, 'step')} with random actions, seed ${options.seed}\n`,
  )
  for (const { rule, fault, remedy } of rules) {
    if (fault === undefined) console.log(`${pc.green('passed')}  ${rule}`)
    else console.log(`${pc.red('failed')}  ${rule}\n        found  ${fault}\n        do     ${remedy}`)
  }
  const failed = rules.filter(({ fault }) => fault !== undefined).length
  console.log(
    failed === 0
      ? `\nAll ${rules.length} rules are kept.`
      : `\n${failed} of ${counted(rules.length, 'rule')} ${failed === 1 ? 'is' : 'are'} broken${failed === 1 ? '' : '. Begin with the first: others may follow from it'}.`,
  )
  if (spec.timeLimit !== undefined && !reachedTimeLimit)
    console.log(
      `No episode of random actions lasted for the time limit of ${counted(spec.timeLimit, 'step')}, so what happens there was not seen.`,
    )
  return failed === 0 ? 0 : 1
}
