/** A length in units of the picture, to a tenth. */
export function tenth(value: number): string {
  return String(Math.round(10 * value) / 10 + 0)
}

/** A step of 1, 2 or 5 times a power of ten, the smallest that is at least the given one. Throws a RangeError unless it is above 0. */
export function niceStep(least: number): number {
  if (!(least > 0 && Number.isFinite(least)))
    throw new RangeError(`a step of at least ${least} is asked for, expects a number above 0`)
  let power = 1
  while (power < least) power *= 10
  while (power / 10 >= least) power /= 10
  return [power / 5, power / 2, power].find((step) => step >= least) ?? power
}

/** The multiples of a step from low to high. */
export function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step)
}

/** A multiple of a step in as many digits as it has: `0.5`, `12`. */
export function inDigits(value: number, step: number): string {
  let digits = 0
  for (let part = step; Math.abs(part - Math.round(part)) > 1e-6 && digits < 9; part *= 10) digits++
  return (value + 0).toFixed(digits).replace(/^-(0(?:\.0*)?)$/, '$1')
}
