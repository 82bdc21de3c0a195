import { readFileSync } from 'node:fs'
import { createSimulatorNow, type Numerics, type PlanarModel, type Simulator } from '@trpo/physics'

const folder = new URL('../goldens/', import.meta.url)

/** What goldens.json says of one model. */
export interface GoldenIndex {
  readonly states: number
  readonly nq: number
  readonly nu: number
  readonly seen: Readonly<Record<string, number>>
  readonly episodes?: number
  readonly controlSteps?: number
  readonly frameSkip?: number
}

export const goldens: Readonly<Record<string, GoldenIndex>> = JSON.parse(
  readFileSync(new URL('goldens.json', folder), 'utf8'),
)

/** Reads one binary file from its start. */
function reader(name: string): { single(count: number): number[]; double(count: number): number[]; done(): boolean } {
  const bytes = readFileSync(new URL(name, folder))
  let offset = 0
  const many = (count: number, size: number, read: (at: number) => number): number[] =>
    Array.from({ length: count }, () => {
      const value = read(offset)
      offset += size
      return value
    })
  return {
    single: (count) => many(count, 4, (at) => bytes.readFloatLE(at)),
    double: (count) => many(count, 8, (at) => bytes.readDoubleLE(at)),
    done: () => offset === bytes.length,
  }
}

/** One golden step: where it starts and where MuJoCo ends, at its default tolerance and at 1e-14. */
export interface GoldenStep {
  readonly qpos: readonly number[]
  readonly qvel: readonly number[]
  readonly control: readonly number[]
  readonly loose: readonly number[]
  readonly tight: readonly number[]
}

export function goldenSteps(name: string): readonly GoldenStep[] {
  const index = goldens[name]
  if (!index) throw new Error(`no goldens for ${name}`)
  const { nq, nu, states } = index
  const file = reader(`steps-${name}.bin`)
  const steps = Array.from({ length: states }, () => ({
    qpos: file.single(nq),
    qvel: file.single(nq),
    control: file.single(nu),
    loose: file.double(2 * nq),
    tight: file.double(2 * nq),
  }))
  if (!file.done()) throw new Error(`steps-${name}.bin is longer than goldens.json says`)
  return steps
}

/** One golden episode: the start and, for each control step, the action and the states after it. */
export interface GoldenEpisode {
  readonly start: readonly number[]
  readonly steps: readonly {
    readonly action: readonly number[]
    readonly loose: readonly number[]
    readonly tight: readonly number[]
  }[]
}

export function goldenEpisodes(name: string): readonly GoldenEpisode[] {
  const index = goldens[name]
  if (!index?.episodes || !index.controlSteps) throw new Error(`no rollouts for ${name}`)
  const { nq, nu, episodes, controlSteps } = index
  const file = reader(`rollouts-${name}.bin`)
  const all = Array.from({ length: episodes }, () => ({
    start: file.double(2 * nq),
    steps: Array.from({ length: controlSteps }, () => ({
      action: file.single(nu),
      loose: file.double(2 * nq),
      tight: file.double(2 * nq),
    })),
  }))
  if (!file.done()) throw new Error(`rollouts-${name}.bin is longer than goldens.json says`)
  return all
}

/** A simulator with the golden starts in its lanes. */
export function simulatorAt(model: PlanarModel, steps: readonly GoldenStep[], numerics: Numerics): Simulator {
  const simulator = createSimulatorNow(model, { capacity: steps.length, numerics })
  steps.forEach((step, lane) => {
    simulator.setState(lane, step.qpos, step.qvel)
    setControl(simulator, lane, step.control)
  })
  return simulator
}

export function setControl(simulator: Simulator, lane: number, control: readonly number[]): void {
  control.forEach((value, motor) => {
    simulator.control[motor * simulator.width + lane] = value
  })
}

/** qpos and qvel of a lane. */
export function stateOf(simulator: Simulator, lane: number): readonly number[] {
  const rows = simulator.constants.dofs.map((_, i) => i * simulator.width + lane)
  return [...rows.map((at) => simulator.qpos[at] ?? Number.NaN), ...rows.map((at) => simulator.qvel[at] ?? Number.NaN)]
}

/**
 * The relative error of a state: of qpos and of qvel the largest difference over the largest magnitude in the expected
 * vector (or 1, if that is less), and of the two the larger.
 */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  const half = expected.length / 2
  const part = (from: number): number => {
    let scale = 1
    let difference = 0
    for (let i = from; i < from + half; i++) {
      const [x, y] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN]
      scale = Math.max(scale, Math.abs(y))
      difference = Number.isNaN(x - y) ? Infinity : Math.max(difference, Math.abs(x - y))
    }
    return difference / scale
  }
  return Math.max(part(0), part(half))
}
