import type { Complex } from './complex.ts'
import { complexMul, conjugateMul } from './complex.ts'
import type { BodyConstants, PlanarPoint } from './constants/body.ts'
import type { Dof } from './constants/joint.ts'

/** MuJoCo's inverse weights in the reference pose: by degree of freedom, and by body (translation of the centre of mass). */
export interface InverseWeights {
  readonly dofs: readonly number[]
  readonly bodies: readonly number[]
}

type WeighedBody = Omit<BodyConstants, 'inverseWeight'>

/** The bodies for which MuJoCo takes 1 / mass instead, by number, each with its degrees of freedom. */
export type SimpleBodies = ReadonlyMap<number, readonly number[]>

/**
 * dof_invweight0 = diag(M^-1) and body_invweight0[0] = trace(J M^-1 J') / 3 with J of the body's centre of mass and all
 * joints at their reference. MuJoCo takes 1 / mass for bodies that only slide (`simple`, see `simpleBodies`). Throws if a degree of freedom moves no mass.
 */
export function inverseWeights(
  name: string,
  dofs: readonly Dof[],
  bodies: readonly WeighedBody[],
  simple: SimpleBodies,
): InverseWeights {
  const n = dofs.length
  const velocities = bodies.map((body) => dofs.map((_, dof) => pointVelocity(dofs, body.centre, dof)))
  const spins = bodies.map((body) => dofs.map((_, dof) => bodySpin(dofs, body.hinge, dof)))
  const mass = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      let sum = i === j ? (dofs[i]?.armature ?? 0) : 0
      bodies.forEach((body, b) => {
        const [vi, vj] = [velocities[b]?.[i], velocities[b]?.[j]]
        if (vi && vj) sum += body.mass * conjugateMul(vi, vj).re
        sum += body.inertia * (spins[b]?.[i] ?? 0) * (spins[b]?.[j] ?? 0)
      })
      return sum
    }),
  )
  const inverse = invert(mass, (dof) => {
    throw new Error(`${name}: joint ${dofs[dof]?.name} moves no mass; give its body a capsule or the joint an armature`)
  })
  const simpleDofs = new Map([...simple].flatMap(([body, own]) => own.map((dof) => [dof, body] as const)))
  const lightness = (body: number): number => 1 / (bodies[body]?.mass ?? 1)
  return {
    dofs: dofs.map((_, i) => {
      const body = simpleDofs.get(i)
      return body === undefined ? (inverse[i]?.[i] ?? 0) : lightness(body)
    }),
    bodies: bodies.map((_, b) => {
      if (simple.has(b)) return lightness(b)
      let trace = 0
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const [vi, vj] = [velocities[b]?.[i], velocities[b]?.[j]]
          if (vi && vj) trace += conjugateMul(vi, vj).re * (inverse[i]?.[j] ?? 0)
        }
      }
      return trace / 3
    }),
  }
}

/** True when hinge `dof` is the given hinge or lies between it and the root. */
function turnsWith(dofs: readonly Dof[], hinge: number, dof: number): boolean {
  for (let at = hinge; at >= 0; at = dofs[at]?.parent ?? -1) if (at === dof) return true
  return false
}

function bodySpin(dofs: readonly Dof[], hinge: number, dof: number): number {
  return turnsWith(dofs, hinge, dof) ? (dofs[dof]?.sign ?? 0) : 0
}

/** Velocity of a point per unit of a joint's velocity, all joints at their reference. */
function pointVelocity(dofs: readonly Dof[], point: PlanarPoint, dof: number): Complex {
  const joint = dofs[dof]
  if (!joint) throw new Error(`no degree of freedom ${dof}`)
  if (joint.type === 'slide') return point.slides.includes(dof) ? joint.direction : { re: 0, im: 0 }
  let lever = { re: 0, im: 0 }
  for (const [hinge, arm] of point.arms) {
    if (turnsWith(dofs, hinge, dof)) lever = { re: lever.re + arm.re, im: lever.im + arm.im }
  }
  return complexMul({ re: 0, im: joint.sign }, lever)
}

/** Inverse of a symmetric positive definite matrix, by elimination without exchange. */
function invert(matrix: readonly (readonly number[])[], fail: (row: number) => never): readonly (readonly number[])[] {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  rows.forEach((pivotRow, k) => {
    const pivot = pivotRow[k] ?? 0
    if (!(pivot > 1e-14 * Math.max(1e-10, matrix[k]?.[k] ?? 0))) fail(k)
    for (let j = 0; j < 2 * n; j++) pivotRow[j] = (pivotRow[j] ?? 0) / pivot
    rows.forEach((row, i) => {
      const factor = row[k] ?? 0
      if (i === k || factor === 0) return
      for (let j = 0; j < 2 * n; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0)
    })
  })
  return rows.map((row) => row.slice(n))
}
