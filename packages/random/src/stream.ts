import { checkBound, integerOf } from './bounded-integer.ts'
import { indexOf, totalProbability } from './categorical-index.ts'
import { philox4x32 } from './philox.ts'
import type { RandomStream } from './random.ts'
import { streamKey } from './stream-key.ts'
import { normalOf, uniformOf } from './variates.ts'

const WORDS = 4294967296

/**
 * The stream of random draws for a seed and a purpose ('action', 'reset', ...), standing at draw 0 of (0, 0, 0).
 *
 * Draw d at coordinates (a, b, c) is made from the Philox 4x32-10 block at counter (d, c, b, a) under the stream's key
 * (see `streamKey`). Each call of uniform, normal, integer or categorical uses one draw, whatever it returns, and none
 * if its argument makes it throw. Any draw can therefore be made alone, in any order and on any machine, and streams of
 * different purposes never disturb each other.
 *
 * The stream holds its key, its position and room for one block, and drawing allocates nothing. After 2^32 draws at the
 * same coordinates it throws a RangeError.
 *
 * @param seed A whole number from 0 to 2^53 - 1; throws a RangeError otherwise.
 * @param purpose What the draws are for.
 */
export function randomStream(seed: number, purpose: string): RandomStream {
  const key = streamKey(seed, purpose)
  const [key0, key1] = key
  const block = new Uint32Array(4)
  // The words of the counter, in its order: draw, c, b, a. They are doubles because draw can be 2^32.
  const counter = new Float64Array(4)

  function advance(): void {
    const draw = counter[0]
    if (draw === WORDS) {
      const [, c, b, a] = counter
      throw new RangeError(`all 2^32 draws of '${purpose}' at (${a}, ${b}, ${c}) are used; seek other coordinates`)
    }
    philox4x32(block, draw, counter[1], counter[2], counter[3], key0, key1)
    counter[0] = draw + 1
  }

  const stream: RandomStream = {
    key,
    get position() {
      const [draw, c, b, a] = counter
      return { a, b, c, draw }
    },
    seek(a, b, c, draw = 0) {
      if (a >>> 0 !== a || b >>> 0 !== b || c >>> 0 !== c || draw >>> 0 !== draw) {
        throw new RangeError(`seek was given (${a}, ${b}, ${c}), draw ${draw}; expected integers from 0 to 2^32 - 1`)
      }
      counter[0] = draw
      counter[1] = c
      counter[2] = b
      counter[3] = a
      return stream
    },
    uniform() {
      advance()
      return uniformOf(block)
    },
    normal() {
      advance()
      return normalOf(block)
    },
    integer(n) {
      checkBound(n)
      advance()
      return integerOf(block, n, key0, key1)
    },
    categorical(probabilities) {
      const total = totalProbability(probabilities)
      advance()
      return indexOf(probabilities, total, uniformOf(block))
    },
  }
  return stream
}
