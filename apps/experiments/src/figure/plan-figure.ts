import { type Config, findPreset, presetConfig, presets } from '@trpo/recipes'
import { runNames } from '@trpo/runs'
import { InputError } from '../errors.ts'
import type { PlannedRun } from '../sweep/ask.ts'
import { figureCurves, type PaperFigure } from './paper-figure.ts'
import { scaled } from './scale.ts'

/** What `trpo figure` is asked for. */
export interface AskedFigure {
  /** `figure`, and its number. */
  readonly kind: `figure ${string}`
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

/** The curves of a figure that are asked for. Throws an InputError that names what is not there. */
export function plannedCurves(
  figure: PaperFigure,
  { scale, tasks, algorithms }: Pick<AskedFigure, 'scale' | 'tasks' | 'algorithms'>,
): PlannedCurve[] {
  assertKnown(figure, '--tasks', tasks, figure.tasks)
  assertKnown(
    figure,
    '--algorithms',
    algorithms,
    figure.algorithms.map(({ name }) => name),
  )
  const curves = figureCurves(figure, tasks, algorithms)
  if (curves.length === 0) throw new InputError(noCurves(figure, algorithms))
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

function assertKnown(
  { number }: PaperFigure,
  option: string,
  given: readonly string[],
  known: readonly string[],
): void {
  const unknown = given.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new InputError(`${option}: ${unknown} is not in figure ${number}; it has ${known.join(', ')}`)
}

/** That none of the tasks is one that the algorithms are on, and which ones are. */
function noCurves(figure: PaperFigure, names: readonly string[]): string {
  const some = figure.algorithms.filter(({ name }) => names.includes(name)).flatMap(({ tasks = figure.tasks }) => tasks)
  return `figure ${figure.number} has ${names.join(', ')} on ${[...new Set(some)].join(', ')} only; name that task, or other algorithms`
}
