import { describeReturned } from './transition-check.ts'

/**
 * Writes the numbers that a step reported into `into`, from `at` on, in the order of their names. Throws a TypeError when one of
 * them is missing or no number.
 *
 * @param environment its name
 */
export function readInfo(
  info: Readonly<Record<string, number>> | undefined,
  environment: string,
  names: readonly string[],
  into: Float64Array,
  at: number,
): void {
  for (let i = 0; i < names.length; i++) {
    const value: unknown = info?.[names[i]]
    if (typeof value !== 'number')
      throw new TypeError(
        `step() of ${environment} reported ${describeReturned(value)} as ${names[i]}, which its spec declares; return a number`,
      )
    into[at + i] = value
  }
}
