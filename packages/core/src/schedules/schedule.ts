/** A number that changes from iteration to iteration: a constant, or a line from one number to another. */
export type Schedule = number | LinearSchedule

/** A line, and its end from then on. */
export interface LinearSchedule {
  /** The value in the first iteration. */
  readonly from: number
  /** The value once `iterations` have been done. */
  readonly to: number
  /**
   * The iterations that it takes to get there, at least 1. They are stated here, apart from those of the run: a run that is
   * continued for longer then has the same iterations before.
   */
  readonly iterations: number
}

/** The value in an iteration, counted from 0. */
export function valueAt(schedule: Schedule, iteration: number): number {
  if (typeof schedule === 'number') return schedule
  const { from, to, iterations } = schedule
  return iteration >= iterations ? to : from + ((to - from) * iteration) / iterations
}

/** A schedule in words: `0.03`, or `0.03 to 0.003 over 488 iterations`. */
export function scheduleInWords(schedule: Schedule): string {
  if (typeof schedule === 'number') return String(schedule)
  return `${schedule.from} to ${schedule.to} over ${schedule.iterations} iterations`
}

/**
 * Throws a RangeError that names the first number of a schedule that is not finite or not above 0, for callers whom no compiler
 * has checked.
 */
export function assertPositiveSchedule(name: string, schedule: Schedule): void {
  const values = typeof schedule === 'number' ? { '': schedule } : { '.from': schedule.from, '.to': schedule.to }
  for (const [field, value] of Object.entries(values))
    if (!(Number.isFinite(value) && value > 0))
      throw new RangeError(`${name}${field} is ${value}; give a number above 0, or { from, to, iterations }`)
  if (typeof schedule === 'number') return
  if (!Number.isSafeInteger(schedule.iterations) || schedule.iterations < 1)
    throw new RangeError(`${name}.iterations is ${schedule.iterations}; give a whole number of at least 1`)
}
