/** What a config says of convolutions; a list has an entry for each of them. */
export interface Convolutions {
  /** The number of filters of each convolution. */
  readonly filters: readonly number[]
  /** The rows and columns of the filters of each convolution. */
  readonly filterSizes: readonly number[]
  /** How far the filters of each convolution move at once. */
  readonly strides: readonly number[]
  /** What bytes stand for: x / 255, or (x - 128) / 128. Other numbers are taken as they are. */
  readonly bytes: 'unit' | 'signed'
}
