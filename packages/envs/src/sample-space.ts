import type { Random } from '@trpo/random'
import { boundsAt, type Space, spaceSize } from './spaces.ts'

/**
 * Writes a random value of the space into the first `spaceSize(space)` entries of `into`: what an agent without a policy does.
 * Choices and bytes are equally likely; an entry of a box is uniform where both its bounds are finite, the finite bound plus or
 * minus |z| where one is, and z where none is, z a standard normal number. Each entry takes one draw.
 */
export function sampleSpace(space: Space, random: Random, into: Float64Array): void {
  if (space.kind === 'discrete') {
    into[0] = random.integer(space.n)
  } else if (space.kind === 'multi-discrete') {
    for (let i = 0; i < space.n.length; i++) into[i] = random.integer(space.n[i])
  } else {
    const size = spaceSize(space)
    for (let i = 0; i < size; i++) {
      const [low, high] = boundsAt(space, i)
      into[i] = space.type === 'u8' ? low + random.integer(high - low + 1) : sampleInterval(low, high, random)
    }
  }
}

function sampleInterval(low: number, high: number, random: Random): number {
  const below = Number.isFinite(low)
  const above = Number.isFinite(high)
  if (below && above) {
    const u = random.uniform()
    // Two products, since high - low may overflow; clamped, since rounding may step outside.
    return Math.min(high, Math.max(low, (1 - u) * low + u * high))
  }
  const z = random.normal()
  if (below) return low + Math.abs(z)
  return above ? high - Math.abs(z) : z
}
