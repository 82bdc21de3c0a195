import { messageOf } from '@trpo/math/messages'
import type { Random } from '@trpo/random'
import { assertLane, assertLaneCount, assertObserveArrays, assertStepArrays } from './assert-lanes.ts'
import { assertTransition } from './assert-transition.ts'
import { type Environment, isRestorable, type RestorableEnvironment } from './environment.ts'
import { LaneError } from './lane-error.ts'
import type { Lanes, RestorableLanes } from './lanes.ts'
import { observationArray } from './observation-array.ts'
import { observationFault } from './observation-check.ts'
import { readInfo } from './read-info.ts'
import { namesOf } from './reported-scalar.ts'
import { spaceSize } from './spaces.ts'
import { specFault } from './spec-fault.ts'
import { boxObservations, boxSpec } from './transforms/box-observations.ts'
import { describeReturned } from './transition-check.ts'

/**
 * Lifts single environments to lanes: `create` is called `count` times, and each lane steps an environment of its own.
 *
 * The environments are plain objects, possibly a user's first, so mistakes are looked for, and each is an error that names the
 * lane: a specification that is none or that differs, one instance returned twice, an observation whose length is not the
 * space's (checked at the first observation of each lane), a result of `step` without a number and a boolean. Actions are
 * copied, so that a lane cannot change the batch; each step has an array of its own, which a lane may keep, unless all
 * environments state that they only read it (`readsActionOnly`). An environment that sets both flags has terminated. A step
 * allocates at most that array and whatever the environments allocate themselves. Where the specification states a time limit, an
 * episode that reaches it is truncated, whether the environment does so itself or not. Observations that are choices become
 * one-hot (`boxObservations`). Lanes of restorable environments can go back to earlier states. Numbers that the specification
 * declares and a step does not report are an error too.
 *
 * Throws a RangeError on a count below 1 or arrays of a wrong length, a TypeError on the mistakes above, and a LaneError on
 * those of a step and for what an environment throws in one, which is its cause.
 */
export function lanesOf(create: () => RestorableEnvironment, count: number): RestorableLanes
export function lanesOf(create: () => Environment, count: number): Lanes
export function lanesOf(create: () => Environment, count: number): Lanes {
  assertLaneCount(count)
  const own: Environment[] = []
  try {
    for (let lane = 0; lane < count; lane++) {
      const environment = create()
      const fault = instanceFault(environment, own)
      if (fault !== undefined) throw new TypeError(`lane ${lane}: ${fault}`)
      own.push(environment)
    }
  } catch (error) {
    for (const environment of own) environment.dispose?.()
    throw error
  }

  const environments: readonly Environment[] = own.map((environment) => boxObservations(environment))
  const spec = boxSpec(own[0].spec)
  const actionSize = spaceSize(spec.actionSpace)
  const observationSize = spaceSize(spec.observationSpace)
  const observation = observationArray(spec.observationSpace)
  // An allocation in every step takes 7% of the time of sampling the cart-pole.
  const lent = own.every(({ readsActionOnly }) => readsActionOnly === true) ? new Float64Array(actionSize) : undefined
  const infoNames = namesOf(spec.info)
  const reported = new Float64Array(count * infoNames.length)
  const checked = new Uint8Array(count)
  const elapsed = new Float64Array(count)
  const limit = spec.timeLimit ?? Number.POSITIVE_INFINITY
  const shape = { spec, count }
  let disposed = false

  function assertAlive(): void {
    if (disposed) throw new Error(`the lanes of ${spec.name} are used after dispose()`)
  }

  const lanes: Lanes = {
    spec,
    count,
    reset(lane, random) {
      assertAlive()
      assertLane(shape, lane)
      // An asynchronous function fits the type as well, and nobody would hear of its rejection.
      const result: unknown = own[lane].reset(random)
      if (result instanceof Promise)
        throw new TypeError(`lane ${lane}: reset() of ${spec.name} returned a promise, expects nothing`)
      elapsed[lane] = 0
    },
    step(active, actions, randoms, rewards, terminated, truncated) {
      assertAlive()
      assertStepArrays(shape, { active, actions, randoms, rewards, terminated, truncated })
      let lane = 0
      try {
        for (; lane < count; lane++) {
          if (active[lane] === 0) continue
          // An environment may keep the array, for example as its last action.
          const action = lent ?? new Float64Array(actionSize)
          for (let i = 0; i < actionSize; i++) action[i] = actions[lane * actionSize + i]
          const random: Random = randoms[lane]
          const result = environments[lane].step(action, random)
          assertTransition(result, spec.name)
          if (infoNames.length > 0) readInfo(result.info, spec.name, infoNames, reported, lane * infoNames.length)
          rewards[lane] = result.reward
          terminated[lane] = result.terminated ? 1 : 0
          elapsed[lane]++
          const limited = result.truncated === true || elapsed[lane] >= limit
          truncated[lane] = limited && !result.terminated ? 1 : 0
        }
      } catch (error) {
        throw new LaneError(lane, messageOf(error), { cause: error })
      }
    },
    observe(active, into) {
      assertAlive()
      assertObserveArrays(shape, active, into)
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        if (checked[lane] === 0) {
          const fault = observationFault(own[lane])
          if (fault !== undefined) throw new TypeError(`lane ${lane} of ${spec.name}: ${fault}`)
          checked[lane] = 1
        }
        environments[lane].observe(observation)
        if (observationSize > 64) into.set(observation, lane * observationSize)
        else for (let i = 0; i < observationSize; i++) into[lane * observationSize + i] = observation[i]
      }
    },
    ...(infoNames.length > 0 && { info: reported }),
    dispose() {
      if (disposed) return
      disposed = true
      for (const environment of environments) environment.dispose?.()
    },
  }
  const restorable = environments.filter(isRestorable)
  if (restorable.length < count) return lanes
  const withSnapshots: RestorableLanes<LiftedSnapshot> = {
    ...lanes,
    snapshot(lane) {
      assertAlive()
      assertLane(shape, lane)
      return { inner: restorable[lane].snapshot(), elapsed: elapsed[lane] }
    },
    restore(lane, { inner, elapsed: steps }) {
      assertAlive()
      assertLane(shape, lane)
      restorable[lane].restore(inner)
      elapsed[lane] = steps
    },
  }
  return withSnapshots
}

/** A snapshot of a lifted environment: its own, and how many steps the episode has had. */
interface LiftedSnapshot {
  readonly inner: unknown
  readonly elapsed: number
}

/** What is wrong with a further environment, beside those that are there. */
function instanceFault(environment: Environment, others: readonly Environment[]): string | undefined {
  if (typeof environment?.step !== 'function' || environment.spec === undefined) {
    const hint = environment instanceof Promise ? ' (await what is asynchronous before lanesOf)' : ''
    return `create() returned ${describeReturned(environment)}, expects an environment with spec, reset, step and observe${hint}`
  }
  if (others.length === 0) return specFault(environment.spec)
  if (others.includes(environment)) {
    return `create() returned the environment of lane ${others.indexOf(environment)} again, expects a new one each time`
  }
  const [first, own] = [JSON.stringify(others[0].spec, exactly), JSON.stringify(environment.spec, exactly)]
  return first === own ? undefined : `its spec ${own} differs from lane 0's ${first}`
}

/** JSON writes every number that is not finite as null. */
function exactly(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
