import { boundsAt, type Space, spaceSize } from './spaces.ts'

/** Whether the vector is a value of the space: of its length, finite, between the bounds, whole numbers where they are choices or bytes. */
export function contains(space: Space, vector: ArrayLike<number>): boolean {
  return vector.length === spaceSize(space) && firstOutside(space, vector) < 0
}

/** The first entry of a vector that is no value of its entry of the space, or -1. */
export function firstOutside(space: Space, vector: ArrayLike<number>): number {
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]
    if (space.kind === 'box') {
      const [low, high] = boundsAt(space, i)
      if (!Number.isFinite(value) || value < low || value > high) return i
      if (space.type === 'u8' && !Number.isInteger(value)) return i
    } else {
      const n = space.kind === 'discrete' ? space.n : space.n[i]
      if (!Number.isInteger(value) || value < 0 || value >= n) return i
    }
  }
  return -1
}
