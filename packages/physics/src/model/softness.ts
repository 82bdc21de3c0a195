import type { SoftnessConstants } from './constants/joint.ts'
import type { Softness } from './model.ts'

const defaultReference = [0.02, 1] as const
const defaultImpedance = [0.9, 0.95, 0.001, 0.5, 2] as const
const smallest = 1e-15

const clampImpedance = (value: number): number => Math.min(0.9999, Math.max(0.0001, value))

/**
 * Softness as the solver uses it: the mean of one or two surfaces', the time constant at least two steps, impedances within
 * [0.0001, 0.9999], as MuJoCo does (engine_core_constraint.c: getsolparam, mj_makeImpedance).
 */
export function softnessConstants(surfaces: readonly (Softness | undefined)[], timestep: number): SoftnessConstants {
  const mean = (value: (softness: Softness | undefined) => number): number =>
    surfaces.reduce((sum, softness) => sum + value(softness), 0) / surfaces.length
  const timeConstant = Math.max(
    2 * timestep,
    mean((softness) => (softness?.reference ?? defaultReference)[0]),
  )
  const dampingRatio = mean((softness) => (softness?.reference ?? defaultReference)[1])
  const entry = (index: 0 | 1 | 2 | 3 | 4): number =>
    mean((softness) => (softness?.impedance ?? defaultImpedance)[index])
  const depth = clampImpedance(entry(1))
  return {
    damping: 2 / Math.max(smallest, depth * timeConstant),
    stiffness: 1 / Math.max(smallest, depth * depth * timeConstant * timeConstant * dampingRatio * dampingRatio),
    impedance: [
      clampImpedance(entry(0)),
      depth,
      Math.max(0, entry(2)),
      clampImpedance(entry(3)),
      Math.max(1, entry(4)),
    ],
  }
}
