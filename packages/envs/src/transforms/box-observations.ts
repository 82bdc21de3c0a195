import { type Environment, type EnvironmentSpec, isRestorable, type RestorableEnvironment } from '../environment.ts'
import { box } from '../make-space.ts'
import type { Space } from '../spaces.ts'
import { handedOn } from './derive.ts'

/** An environment whose observations are a box. */
export interface BoxObservations {
  /** What is known of the environment. */
  readonly spec: EnvironmentSpec
}

/**
 * The environment with observations that a policy can see: choices become one-hot vectors. Of `discrete(n)` the new observation
 * is n numbers, 1 at the choice and 0 elsewhere; of `multiDiscrete` such vectors one after another. They are stored as f32,
 * which holds 0 and 1 exactly. An environment whose observations are a box already is returned as it is.
 *
 * `observe` throws a RangeError when the environment writes what is no choice of its space.
 */
export function boxObservations<S>(environment: RestorableEnvironment<S>): RestorableEnvironment<S> & BoxObservations
export function boxObservations(environment: Environment): Environment & BoxObservations
export function boxObservations(inner: Environment): Environment & BoxObservations {
  if (hasBoxObservations(inner)) return inner
  const { spec } = inner
  const choices = choicesOf(spec.observationSpace)
  const chosen = new Float64Array(choices.length)
  const encoded: Environment & BoxObservations = {
    spec: boxSpec(spec),
    reset: (random) => inner.reset(random),
    step: (action, random) => inner.step(action, random),
    observe(into) {
      // An entry that is not written holds no choice.
      chosen.fill(Number.NaN)
      inner.observe(chosen)
      into.fill(0)
      let first = 0
      for (const [i, n] of choices.entries()) {
        const choice = chosen[i]
        if (!(Number.isInteger(choice) && choice >= 0 && choice < n))
          throw new RangeError(
            `observe() of ${spec.name} wrote ${choice}${choices.length > 1 ? ` at entry ${i}` : ''}; expected one of the choices 0 to ${n - 1}`,
          )
        into[first + choice] = 1
        first += n
      }
    },
    ...handedOn(inner),
  }
  if (!isRestorable(inner)) return encoded
  const restorable: RestorableEnvironment & BoxObservations = {
    ...encoded,
    snapshot: () => inner.snapshot(),
    restore: (snapshot) => inner.restore(snapshot),
  }
  return restorable
}

/**
 * The specification of lanes whose environments have this one: observations that are choices become a box of one-hot vectors. A
 * specification whose observations are a box already is returned as it is.
 */
export function boxSpec(spec: EnvironmentSpec<Space>): EnvironmentSpec {
  const { observationSpace } = spec
  if (isBoxSpec(spec)) return spec
  const size = choicesOf(observationSpace).reduce((sum, n) => sum + n, 0)
  return { ...spec, observationSpace: box(0, 1, { shape: [size], type: 'f32' }) }
}

function hasBoxObservations(environment: Environment): environment is Environment & BoxObservations {
  return isBoxSpec(environment.spec)
}

function isBoxSpec(spec: EnvironmentSpec<Space>): spec is EnvironmentSpec {
  return spec.observationSpace.kind === 'box'
}

/** How many choices there are for each entry. */
function choicesOf(space: Space): readonly number[] {
  if (space.kind === 'box') return []
  return space.kind === 'discrete' ? [space.n] : space.n
}
