import { listed } from '@trpo/math/messages'
import { categorical } from './categorical.ts'
import type { OwnDistributionDescription } from './description.ts'
import { diagonalGaussian } from './diagonal-gaussian.ts'
import type { Distribution } from './distribution.ts'
import { factoredCategorical } from './factored-categorical.ts'

const kinds = ['diagonal-gaussian', 'categorical', 'factored-categorical']

/**
 * Builders of a user's own distributions, by kind, such as `{ 'acme/beta': ({ size }) => beta(size) }`. A builder must
 * check the description that it gets, which may come from anywhere.
 */
export type DistributionBuilders = Readonly<Record<string, (description: OwnDistributionDescription) => Distribution>>

/**
 * The distribution that a `DistributionDescription` describes, for example one that was read from JSON.
 *
 * Throws a TypeError when the kind is neither known here nor has a builder, or when a field is malformed, and a
 * RangeError when a size is not a whole number of at least 1.
 */
export function distributionFromDescription(description: unknown, own: DistributionBuilders = {}): Distribution {
  if (typeof description !== 'object' || description === null || !('kind' in description)) {
    throw new TypeError(`distribution description is ${JSON.stringify(description)}, expected an object with a kind`)
  }
  const { kind } = description
  switch (kind) {
    case 'diagonal-gaussian':
      return diagonalGaussian(numberIn(description, 'size'))
    case 'categorical':
      return categorical(numberIn(description, 'classes'))
    case 'factored-categorical':
      return factoredCategorical(numbersIn(description, 'classes'))
  }
  if (isOwn(description) && Object.hasOwn(own, description.kind)) return own[description.kind](description)
  const known = listed([...kinds, ...Object.keys(own)])
  throw new TypeError(
    `distribution kind is ${JSON.stringify(kind)}, expected one of ${known}; distributions of your own need a builder, given as \`distributions\``,
  )
}

function isOwn(description: object): description is OwnDistributionDescription {
  return 'kind' in description && typeof description.kind === 'string' && description.kind.includes('/')
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
