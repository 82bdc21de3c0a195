import { type Config, findPreset, presetConfig, presets } from '@trpo/recipes'
import { runNames } from '@trpo/runs'
import { InputError } from '../errors.ts'
import type { PlannedRun } from '../sweep/ask.ts'
import { FIGURE_ALGORITHMS, FIGURE_TASKS, figureCurves } from './figure-4.ts'
import { scaled } from './scale.ts'

/** What `trpo figure 4` is asked for. */
export interface AskedFigure {
  readonly kind: 'figure 4'
  /** Part of the full work: more than 0, and at most 1. */
  readonly scale: number
  /** Runs of each algorithm, under the seeds from 1 on. */
  readonly runs: number
  readonly tasks: readonly string[]
  readonly algorithms: readonly string[]
}

/** A curve of the figure with what its runs are. */
export interface PlannedCurve {
  readonly task: string
  readonly title: string
  readonly preset: string
  /** The config in full. */
  readonly full: Config
  /** Iterations of each run. */
  readonly iterations: number
  /** What else is set, as `--set` takes it. */
  readonly settings: readonly string[]
}

/** The curves that are asked for. Throws an InputError that names what is not there. */
export function plannedCurves({ scale, tasks, algorithms }: AskedFigure): PlannedCurve[] {
  assertKnown('--tasks', tasks, FIGURE_TASKS)
  assertKnown(
    '--algorithms',
    algorithms,
    FIGURE_ALGORITHMS.map(({ name }) => name),
  )
  const curves = figureCurves(tasks, algorithms)
  if (curves.length === 0)
    throw new InputError(`figure 4 has ${algorithms.join(', ')} on cart-pole only; name that task, or other algorithms`)
  const missing = curves.filter(({ preset }) => !presets.some(({ name }) => name === preset))
  if (missing.length > 0)
    throw new InputError(
      `there is no preset ${missing.map(({ preset }) => preset).join(', ')}; leave out what needs it: --tasks takes some of ${tasks.join(',')}, --algorithms some of ${algorithms.join(',')}`,
    )
  return curves.map((curve) => {
    const full = presetConfig(findPreset(curve.preset), 1)
    return { ...curve, full, ...scaled(full, scale) }
  })
}

/** The runs of the curves, curve by curve. */
export function figureRuns(curves: readonly PlannedCurve[], runs: number): PlannedRun[] {
  const planned = curves.flatMap(({ title, preset, full, iterations, settings }) =>
    Array.from({ length: runs }, (_, index): PlannedRun => {
      const seed = index + 1
      const fewer = iterations === full.iterations ? [] : ['--iterations', String(iterations)]
      const words = ['train', preset, '--seed', String(seed), ...fewer, ...settings.flatMap((text) => ['--set', text])]
      return { name: `${preset} seed${seed}`, label: title, words }
    }),
  )
  const names = runNames(planned.map(({ name }) => name.split(' ')))
  return planned.map((run, index) => ({ ...run, name: names[index] }))
}

function assertKnown(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new InputError(`${option}: ${unknown} is not in figure 4; it has ${known.join(', ')}`)
}
