/** An algorithm of a figure. */
interface FigureAlgorithm {
  /** What `--algorithms` takes. */
  readonly name: string
  /** What the legend calls it. */
  readonly title: string
  /** What follows the task in the name of its preset. */
  readonly suffix: string
  /** The tasks that the paper has it on. @default all */
  readonly tasks?: readonly string[]
}

/** A figure of the paper that is made of learning curves. */
export interface PaperFigure {
  /** What `trpo figure` takes. */
  readonly number: string
  /** What it shows, in a few words. */
  readonly summary: string
  /** What stands before the task in the names of its presets. */
  readonly prefix: string
  /** What `--tasks` takes. */
  readonly tasks: readonly string[]
  /** In the order of its legend. */
  readonly algorithms: readonly FigureAlgorithm[]
  /** The runs of each algorithm, where nothing else is said. */
  readonly runs: number
}

/** One curve of a figure. */
export interface FigureCurve {
  readonly task: string
  readonly title: string
  /** The preset that its runs are of. */
  readonly preset: string
}

/** The curves of some tasks and algorithms that a figure has, task by task. */
export function figureCurves(
  figure: PaperFigure,
  tasks: readonly string[],
  algorithms: readonly string[],
): FigureCurve[] {
  return figure.tasks
    .filter((task) => tasks.includes(task))
    .flatMap((task) =>
      figure.algorithms
        .filter(({ name, tasks: some }) => algorithms.includes(name) && (some?.includes(task) ?? true))
        .map(({ title, suffix }) => ({ task, title, preset: `${figure.prefix}${task}${suffix}` })),
    )
}
