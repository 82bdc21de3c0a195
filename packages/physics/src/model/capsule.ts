import type { Complex } from './complex.ts'
import { complexAdd, complexScale, complexSub } from './complex.ts'

/** A capsule's mass properties: along its segment, and across it (the same around any normal of the segment). */
export interface CapsuleMass {
  readonly mass: number
  readonly centre: Complex
  /** Unit vector along the segment; Re for a sphere. */
  readonly direction: Complex
  readonly halfLength: number
  readonly inertiaAlong: number
  readonly inertiaAcross: number
}

/** Mass and inertia of a cylinder with a half sphere on each end, of even density. */
export function capsuleMass(from: Complex, to: Complex, radius: number, density: number): CapsuleMass {
  const difference = complexSub(to, from)
  const length = Math.sqrt(difference.re * difference.re + difference.im * difference.im)
  const volume = Math.PI * (radius * radius * length + (4 / 3) * radius * radius * radius)
  const mass = density * volume
  const spheres = (mass * 4 * radius) / (4 * radius + 3 * length)
  const cylinder = mass - spheres
  const sphereInertia = (2 / 5) * spheres * radius * radius
  return {
    mass,
    centre: complexScale(0.5, complexAdd(from, to)),
    direction: length > 0 ? complexScale(1 / length, difference) : { re: 1, im: 0 },
    halfLength: length / 2,
    inertiaAlong: (cylinder * radius * radius) / 2 + sphereInertia,
    inertiaAcross:
      (cylinder * (3 * radius * radius + length * length)) / 12 +
      sphereInertia +
      (spheres * length * (3 * radius + 2 * length)) / 8,
  }
}
