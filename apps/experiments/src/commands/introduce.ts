import { describeRun, type LoadedEnvironment } from '@trpo/recipes'
import { displayPath } from '@trpo/runs'
import pc from 'picocolors'
import type { TrpoRun } from '../run/find-run.ts'
import type { PreparedRun } from './prepare-run.ts'

/** Says what is about to happen. */
export function introduce(
  { paths, config }: Pick<TrpoRun, 'paths' | 'config'>,
  { spec }: LoadedEnvironment,
  { training, start }: PreparedRun,
): void {
  const about = describeRun(training.run, spec)
  const facts: (readonly [string, string])[] = [
    ['run', `${displayPath(paths.directory)} (preset ${config.preset}, seed ${config.seed})`],
    ...about.filter(([subject]) => subject !== 'note'),
    ['iterations', iterationsOf(start.state.iteration, config.iterations)],
  ]
  if (training.workers > 1) facts.push(['workers', `${training.workers} threads`])
  facts.push(...about.filter(([subject]) => subject === 'note'))
  for (const [name, value] of facts) console.log(`${pc.dim(name.padEnd(11))}${value}`)
  console.log('')
}

/** `40`, `13 to 40`, or that none are left, as when only the end of a run has to be written again. */
function iterationsOf(done: number, all: number): string {
  if (done >= all) return `${all}, all done: what the end of the run did not write is written`
  return done === 0 ? `${all}` : `${done + 1} to ${all}`
}
