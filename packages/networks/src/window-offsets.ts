import type { ImageShape } from './description.ts'

/**
 * Where the inputs of a filter lie, counted from its upper left corner in the first channel: channel by channel, in each
 * row by row, [channels x size x size].
 */
export function windowOffsets([channels, height, width]: ImageShape, size: number): readonly number[] {
  const offsets: number[] = []
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) offsets.push((channel * height + row) * width + column)
    }
  }
  return offsets
}
