/** An algorithm of figure 4. */
interface FigureAlgorithm {
  /** What `--algorithms` takes. */
  readonly name: string
  /** What the legend calls it. */
  readonly title: string
  /** What follows the task in the name of its preset. */
  readonly suffix: string
  /** The tasks that the paper has it on; all where that is not said. */
  readonly tasks?: readonly string[]
}

/** The tasks of figure 4: cart-pole, and the locomotion tasks of section 8.1. */
export const FIGURE_TASKS: readonly string[] = ['cart-pole', 'swimmer', 'hopper', 'walker']

/** The algorithms of figure 4, in the order of its legend. */
export const FIGURE_ALGORITHMS: readonly FigureAlgorithm[] = [
  { name: 'vine', title: 'Vine', suffix: '-vine' },
  { name: 'single-path', title: 'Single Path', suffix: '' },
  { name: 'natural-gradient', title: 'Natural Gradient', suffix: '-natural-gradient' },
  { name: 'max-kl', title: 'Max KL', suffix: '-max-kl', tasks: ['cart-pole'] },
  { name: 'empirical-fisher', title: 'Empirical FIM', suffix: '-empirical-fisher' },
  { name: 'cem', title: 'CEM', suffix: '-cem' },
  { name: 'cma-es', title: 'CMA', suffix: '-cma-es' },
  { name: 'rwr', title: 'RWR', suffix: '-rwr' },
]

/** One curve of the figure. */
export interface FigureCurve {
  readonly task: string
  readonly title: string
  /** The preset that its runs are of. */
  readonly preset: string
}

/** The curves of some tasks and algorithms that figure 4 has, task by task. */
export function figureCurves(tasks: readonly string[], algorithms: readonly string[]): FigureCurve[] {
  return FIGURE_TASKS.filter((task) => tasks.includes(task)).flatMap((task) =>
    FIGURE_ALGORITHMS.filter(
      ({ name, tasks: some }) => algorithms.includes(name) && (some?.includes(task) ?? true),
    ).map(({ title, suffix }) => ({ task, title, preset: `paper/${task}${suffix}` })),
  )
}
