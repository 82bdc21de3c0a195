import type { SequentialDescription } from '../../description.ts'
import { isBuiltIn, networkFromDescription } from '../../from-description.ts'
import { FEATURE_BYTES } from '../kernels.ts'
import { type Plan, planOf } from '../plan.ts'

/** The fields of a step, as `Step` of assembly/fit/layout.ts has them in order; `own` and `transposed` in bytes. */
const FIELDS = [
  'kind',
  'activation',
  'dependent',
  'from',
  'to',
  'inputs',
  'outputs',
  'own',
  'padded',
  'transposed',
] as const

const KINDS = { dense: 0, activation: 1, append: 2 }
const ACTIVATIONS = { none: 0, tanh: 1, relu: 2 }

/** A network laid out for the kernels of fits, in which a row lies alone. */
export interface RowPlan {
  readonly inputSize: number
  readonly outputSize: number
  readonly parameterCount: number
  /** The steps as the kernels read them, i32 after i32, and how many there are. */
  readonly steps: Int32Array
  readonly stepCount: number
  /** Distance of a row's record from the next, in bytes. */
  readonly stride: number
  /** Byte offset of the outputs in a record; the inputs are at 0. */
  readonly output: number
  /** How many parameters there are with their padding, and bytes of the transposed weights. */
  readonly paddedCount: number
  readonly transposedBytes: number
}

/** The plan of a checked network. */
export function rowPlanOf(description: SequentialDescription): RowPlan {
  const { inputSize, outputSize, parameterCount } = networkFromDescription(description)
  const plan = planOf(description.layers.filter(isBuiltIn), inputSize)
  const { placeOf, stride } = recordOf(plan)
  const written: number[] = []
  let padded = 0
  let transposed = 0
  for (const step of plan.steps) {
    const across = 4 * Math.ceil(step.outputs / 4)
    const inputs = step.kind === 'activation' ? step.outputs : step.inputs
    const fields: Readonly<Record<(typeof FIELDS)[number], number>> = {
      kind: KINDS[step.kind],
      activation: step.kind === 'append' ? ACTIVATIONS.none : ACTIVATIONS[step.activation],
      dependent: step.dependent ? 1 : 0,
      from: placeOf(step.from),
      to: step.kind === 'append' ? placeOf(step.from) + 4 * inputs : placeOf(step.to),
      inputs,
      outputs: step.outputs,
      own: step.kind === 'activation' ? 0 : 8 * step.parameters,
      padded,
      transposed,
    }
    written.push(...FIELDS.map((field) => fields[field]))
    if (step.kind === 'activation') continue
    padded += step.kind === 'dense' ? (inputs + 1) * across : across
    if (step.kind === 'dense') transposed += 16 * step.outputs * Math.ceil(inputs / 4)
  }
  return {
    inputSize,
    outputSize,
    parameterCount,
    steps: Int32Array.from(written),
    stepCount: plan.steps.length,
    stride,
    output: placeOf(plan.output),
    paddedCount: padded,
    transposedBytes: transposed,
  }
}

/**
 * Where the arrays of a plan lie in the record of one row, whose features are padded to multiples of 8. `placeOf` takes
 * the byte offset of an array in the record of a panel.
 */
function recordOf(plan: Plan): { readonly placeOf: (offset: number) => number; readonly stride: number } {
  const starts = new Set([0])
  for (const step of plan.steps) if (step.kind !== 'append') starts.add(step.to)
  const ordered = [...starts].sort((a, b) => a - b)
  const places = new Map<number, number>()
  let end = 0
  for (const [i, start] of ordered.entries()) {
    places.set(start, end)
    const features = ((ordered[i + 1] ?? plan.stride) - start) / FEATURE_BYTES
    end += 32 * Math.ceil(features / 8)
  }
  return {
    placeOf: (offset) => places.get(offset) ?? 0,
    // An odd multiple of a cache line: a power of two would put one feature of all rows into the same cache set.
    stride: 64 * (Math.ceil(end / 64) | 1),
  }
}
