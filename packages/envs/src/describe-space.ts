import { listed } from '@trpo/math/messages'
import { boxBounds, type Space } from './spaces.ts'

/** A space in words, for messages: `3 numbers in [-1, 1]`, `84 x 84 bytes`, `1 of 4 choices`, `one each of 3, 3, 2 choices`. */
export function describeSpace(space: Space): string {
  if (space.kind === 'discrete') return `1 of ${space.n} choices`
  if (space.kind === 'multi-discrete') return `one each of ${listed(space.n.map(String))} choices`
  const { low, high } = boxBounds(space)
  const { type, shape = [low.length] } = space
  const noun = type === 'u8' ? 'byte' : 'number'
  const count = `${shape.join(' x ')} ${low.length === 1 ? noun : `${noun}s`}`
  const uniform = low.every((value) => value === low[0]) && high.every((value) => value === high[0])
  if (!uniform) return `${count} in ${low.map((value, i) => `[${value}, ${high[i]}]`).join(' x ')}`
  const [least, most] = type === 'u8' ? [0, 255] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  if (low[0] !== least || high[0] !== most) return `${count} in [${low[0]}, ${high[0]}]`
  return type === 'u8' ? count : `${count} without bounds`
}
