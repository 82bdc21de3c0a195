/** Throws a RangeError that names the setting unless it is a whole number of at least `least`. */
export function assertWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} is ${value}, expected a whole number of at least ${least}`)
}

/** Throws a RangeError that names the setting unless it is a finite number above 0. */
export function assertPositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} is ${value}, expected a finite number above 0`)
}

/** Throws a RangeError that names the setting unless it is a finite number of at least 0. */
export function assertNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} is ${value}, expected a finite number of at least 0`)
}

/** A copy of a first guess [n]. Throws a RangeError unless it has a number and all are finite. */
export function checkedMean(mean: Float64Array): Float64Array {
  if (mean.length === 0) throw new RangeError('the first guess has no numbers, expected at least one')
  const bad = mean.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new RangeError(`number ${bad} of the first guess is ${mean[bad]}, expected finite numbers`)
  return mean.slice()
}
