import { outline } from '@trpo/math/messages'
import { checkSize } from './checks.ts'
import type { ImageShape } from './description.ts'

/** `value` as the shape of images; throws a RangeError naming `name` otherwise. */
function checkImageShape(value: unknown, name: string): ImageShape {
  if (!Array.isArray(value) || value.length !== 3) {
    throw new RangeError(`${name} is ${outline(value)}, expected [channels, height, width]`)
  }
  const [channels, height, width] = value.map((length, i) => checkSize(length, `${name}[${i}]`))
  return [channels, height, width]
}

/** What filters do to the shape of images. */
export interface Filters {
  /** How many there are, the channels of the outputs. */
  readonly filters: number
  /** Rows and columns of a filter. */
  readonly filterSize: number
  /** From one position of the filters to the next, in rows and in columns. */
  readonly stride: number
}

/**
 * The shape of the outputs of a convolution of images of `inputShape`, where filters stay within the images: filters,
 * floor((height - filterSize) / stride) + 1 rows, and as many columns by the same rule.
 *
 * Throws a RangeError that begins with the field when a number is no positive whole number, and when a filter is larger
 * than the images.
 */
export function convolvedShape(inputShape: ImageShape, { filters, filterSize, stride }: Filters): ImageShape {
  const [, height, width] = checkImageShape(inputShape, 'inputShape')
  checkSize(filters, 'filters')
  checkSize(filterSize, 'filterSize')
  checkSize(stride, 'stride')
  if (filterSize > height || filterSize > width) {
    throw new RangeError(
      `filterSize is ${filterSize}, larger than images of ${height} x ${width}: take smaller filters, or fewer convolutions before`,
    )
  }
  const positions = (length: number) => Math.floor((length - filterSize) / stride) + 1
  return [filters, positions(height), positions(width)]
}
