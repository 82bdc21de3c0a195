import type { EnvironmentSpec } from '../../environment.ts'
import { box, discrete, multiDiscrete } from '../../make-space.ts'
import type { BoxSpace, BoxType, Space } from '../../spaces.ts'
import { PythonError } from '../python/python-error.ts'

/** A bound of a box in JSON, which has no infinite numbers. */
type Bound = number | 'Infinity' | '-Infinity'

/** A box in JSON. */
interface DescribedBox {
  readonly kind: 'box'
  readonly low: Bound | readonly Bound[]
  readonly high: Bound | readonly Bound[]
  readonly shape: readonly number[]
  readonly type: BoxType
}

/** What the server tells of lanes that it has opened. */
export interface Description {
  readonly observation: DescribedBox
  readonly action:
    | DescribedBox
    | { readonly kind: 'discrete'; readonly n: number }
    | { readonly kind: 'multi-discrete'; readonly n: readonly number[] }
  readonly timeLimit: number | null
  /** Whether lanes can go back to earlier states. */
  readonly restorable: boolean
}

/** The description in the answer to a request to open lanes. */
export function readDescription(payload: Uint8Array): Description {
  return JSON.parse(new TextDecoder().decode(payload))
}

/** The specification of environments of that name. Throws a PythonError when a space is not valid. */
export function specOf(name: string, { observation, action, timeLimit }: Description): EnvironmentSpec {
  try {
    return {
      name,
      observationSpace: boxOf(observation),
      actionSpace: actionSpaceOf(action),
      ...(timeLimit !== null && { timeLimit }),
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new PythonError('space', `${name} describes a space that is not valid: ${error.message}`, { cause: error })
  }
}

function actionSpaceOf(action: Description['action']): Space {
  if (action.kind === 'box') return boxOf(action)
  return action.kind === 'discrete' ? discrete(action.n) : multiDiscrete(action.n)
}

function boxOf({ low, high, shape, type }: DescribedBox): BoxSpace {
  const bounds = (given: DescribedBox['low']) => (Array.isArray(given) ? given.map(Number) : Number(given))
  return box(bounds(low), bounds(high), { shape, type })
}
