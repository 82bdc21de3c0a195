import { categorical } from './categorical.ts'
import { diagonalGaussian } from './diagonal-gaussian.ts'
import type { Distribution } from './distribution.ts'
import { factoredCategorical } from './factored-categorical.ts'

const kinds = 'diagonal-gaussian, categorical, factored-categorical'

/**
 * The distribution that a `DistributionDescription` describes, as read back from JSON.
 *
 * Throws a TypeError when it is no description of a kind that is known here, and a RangeError when a size is not a
 * whole number of at least 1.
 */
export function distributionFromDescription(description: unknown): Distribution {
  if (typeof description !== 'object' || description === null || !('kind' in description)) {
    throw new TypeError(`distribution description is ${JSON.stringify(description)}, expected an object with a kind`)
  }
  switch (description.kind) {
    case 'diagonal-gaussian':
      return diagonalGaussian(numberIn(description, 'size'))
    case 'categorical':
      return categorical(numberIn(description, 'classes'))
    case 'factored-categorical':
      return factoredCategorical(numbersIn(description, 'classes'))
    default:
      throw new TypeError(`distribution kind is ${JSON.stringify(description.kind)}, expected one of ${kinds}`)
  }
}

function field(description: object, name: string): unknown {
  return Object.entries(description).find(([key]) => key === name)?.[1]
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function numberIn(description: object, name: string): number {
  const value = field(description, name)
  if (!isNumber(value)) {
    throw new TypeError(`distribution description has ${name} ${JSON.stringify(value)}, expected a number`)
  }
  return value
}

function numbersIn(description: object, name: string): readonly number[] {
  const value = field(description, name)
  if (!Array.isArray(value) || !value.every(isNumber)) {
    throw new TypeError(`distribution description has ${name} ${JSON.stringify(value)}, expected a list of numbers`)
  }
  return value
}
