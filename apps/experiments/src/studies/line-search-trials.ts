/**
 * What each rule of the line search would have made of the same steps: docs/results.md.
 *
 *   node --conditions=@trpo/source apps/experiments/src/studies/line-search-trials.ts PRESET SEED ITERATIONS RATIO
 *
 * trains the preset with the ratio, and in every iteration lets each rule search from the same full step on the same batch. It prints,
 * for each rule, the mean and median KL / delta that it kept, the trials that it took, and the improvement of L.
 */
import { createTrainer, inProcessShard, type TrustRegionProblem, type UpdateRule } from '@trpo/core'
import { addScaled, backtrackingLineSearchAsync, type NextScale, scaleByConstraint } from '@trpo/linalg'
import { findPreset, loadEnvironment, pathParts, presetConfig, setOptions } from '@trpo/recipes'

const constant =
  (ratio: number): NextScale =>
  ({ scale }) =>
    scale * ratio
const fitted = (safety: number): NextScale => scaleByConstraint({ safety, least: 0.1, most: 0.95, otherwise: 0.5 })

const RULES: Readonly<Record<string, NextScale>> = {
  '0.5': constant(0.5),
  '0.8': constant(0.8),
  '0.9': constant(0.9),
  'fitted, safety 0.9': fitted(0.9),
  'fitted, safety 0.95': fitted(0.95),
  'fitted, safety 0.98': fitted(0.98),
  'fitted, safety 1': fitted(1),
}

/** The outcome of a rule. */
interface Kept {
  /** KL / delta of each accepted step, 0 where none was. */
  readonly ratios: number[]
  /** Improvement of L, likewise. */
  readonly gains: number[]
  trials: number
}

const [, , preset, seed, iterations, ratio] = process.argv
if (ratio === undefined) throw new Error('usage: line-search-trials.ts PRESET SEED ITERATIONS RATIO')
const config = setOptions(presetConfig(findPreset(preset), Number(seed)), [
  'update.damping=0.05',
  'update.relativeDamping=0',
  `update.backtrackRatio=${ratio}`,
])
const { update } = config
if (update.kind !== 'trust-region') throw new Error(`${preset} makes no step of the trust region`)
const { maxKl } = update
const kept = new Map(Object.keys(RULES).map((name): [string, Kept] => [name, { ratios: [], gains: [], trials: 0 }]))
let [searches, overshoots] = [0, 0]

/** Lets every rule search from the full step, and counts its outcome. */
async function searchAll(problem: TrustRegionProblem, full: Float64Array): Promise<void> {
  const known = new Map<number, { value: number; constraint: number }>()
  const at = async (scale: number) => {
    const there = known.get(scale)
    if (there !== undefined) return there
    const { surrogate, kl } = await problem.evaluate(addScaled(problem.theta, scale, full))
    const found = { value: surrogate, constraint: kl }
    known.set(scale, found)
    return found
  }
  searches++
  if ((await at(1)).constraint > maxKl) overshoots++
  for (const [name, rule] of Object.entries(RULES)) {
    const bounds = { startValue: problem.surrogate, bound: maxKl, maxBacktracks: 40 }
    const { status, stats } = await backtrackingLineSearchAsync(at, bounds, rule)
    const of = kept.get(name)
    if (of === undefined || stats.last === undefined) continue
    of.trials += stats.evaluations
    of.ratios.push(status === 'accepted' ? stats.last.constraint / maxKl : 0)
    of.gains.push(status === 'accepted' ? stats.last.value - problem.surrogate : 0)
  }
}

/** The rule, which tells of its full step. */
function watched(update: UpdateRule): UpdateRule {
  return {
    ...update,
    async step(problem) {
      let full: Float64Array | undefined
      const result = await update.step({
        ...problem,
        evaluate(theta) {
          full ??= addScaled(theta, -1, problem.theta)
          return problem.evaluate(theta)
        },
      })
      if (full !== undefined) await searchAll(problem, full)
      return result
    },
  }
}

const environment = await loadEnvironment(config)
const plain = await pathParts(config, environment)
const parts = { ...plain, update: watched(plain.update) }
const trainer = createTrainer(parts, [inProcessShard(parts, (count) => environment.createLanes(count))])
let state = trainer.init()
for (let iteration = 0; iteration < Number(iterations); iteration++) [state] = await trainer.step(state)
await trainer.dispose()

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
console.log(`${preset}, seed ${seed}: ${overshoots} of ${searches} full steps exceeded delta\n`)
console.log('| rule | mean | median | trials | improvement of L |\n|---|---|---|---|---|')
for (const [name, { ratios, gains, trials }] of kept) {
  const median = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)]
  const numbers = [mean(ratios).toFixed(3), median.toFixed(2), (trials / searches).toFixed(2), mean(gains).toFixed(5)]
  console.log(`| ${[name, ...numbers].join(' | ')} |`)
}
