import type { ObservationArray } from '@trpo/math'
import { expectThat } from '@trpo/math/expectations'
import { type Environment, isRestorable, type RestorableEnvironment } from '../environment.ts'
import { spaceSize } from '../spaces.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { expectSameFrames, type Frame } from './frame.ts'
import { drawsOf, observed, play, withEnvironments } from './play.ts'

/** A restored environment continues exactly as it did from the snapshot. */
export function snapshotChecks(create: () => Environment, settings: PlaySettings): ConformanceCheck[] {
  return [
    {
      name: 'a snapshot brings back the whole state, again and again',
      remedy:
        'Let snapshot() copy everything that later steps depend on, arrays by slice(), and let restore() copy it back.',
      run: () =>
        withRestorable(create, 1, (environment) => {
          start(environment, settings)
          const snapshot = environment.snapshot()
          const before = observed(environment)
          const first = goOn(environment, settings)
          for (const time of ['first', 'second']) {
            environment.restore(snapshot)
            const claim = `the run after the ${time} restore should equal the run after the snapshot`
            expectSameFrames([frame(observed(environment))], [frame(before)], claim)
            expectSameFrames(goOn(environment, settings), first, claim)
          }
        }),
    },
    {
      name: 'taking a snapshot changes nothing',
      remedy: 'Let snapshot() copy the state and change nothing.',
      run: () =>
        withRestorable(create, 2, (plain, watched) => {
          const beforeStep = () => void watched.snapshot()
          expectSameFrames(
            [...play(watched, settings, 0, { beforeStep })],
            [...play(plain, settings)],
            'runs with and without snapshots should be equal',
          )
        }),
    },
    {
      name: 'a snapshot can be restored in another environment of the same kind',
      remedy: 'Let a snapshot hold values only, and nothing that belongs to the environment that it was taken of.',
      run: () =>
        withRestorable(create, 2, (source, target) => {
          start(source, settings)
          const snapshot = source.snapshot()
          const expected = goOn(source, settings)
          target.reset(drawsOf(settings.seed, 2).environment(0, 0))
          target.restore(snapshot)
          const claim = 'the other environment should go on as the first did'
          expectSameFrames(goOn(target, settings), expected, claim)
        }),
    },
  ]
}

/** A few steps into the first episode, as many of 3 as it lasts without an end, so that there is a state worth keeping. */
function start(environment: Environment, settings: PlaySettings): void {
  for (let steps = 3; steps >= 0; steps--) {
    environment.reset(drawsOf(settings.seed, 0).environment(0, 0))
    const frames = goOn(environment, { ...settings, steps })
    if (frames.every(({ terminated, truncated }) => !terminated && !truncated)) return
  }
}

/** Steps without a reset in front, to the end of the episode at most, with draws of their own. */
function goOn(environment: Environment, settings: PlaySettings): Frame[] {
  const draws = drawsOf(settings.seed, 3)
  const action = new Float64Array(spaceSize(environment.spec.actionSpace))
  const frames: Frame[] = []
  for (let step = 0; step < settings.steps; step++) {
    settings.act(observed(environment), draws.action(0, step), action)
    const { reward, terminated, truncated = false } = environment.step(action, draws.environment(0, step))
    frames.push({ observation: observed(environment), reward, terminated, truncated })
    if (terminated || truncated) break
  }
  return frames
}

function frame(observation: ObservationArray): Frame {
  return { observation, reward: 0, terminated: false, truncated: false }
}

function withRestorable(
  create: () => Environment,
  count: number,
  run: (...environments: RestorableEnvironment[]) => void,
): void {
  withEnvironments(create, count, (...environments) => {
    const restorable = environments.filter(isRestorable)
    expectThat(restorable.length === count, 'create() gives environments with and without snapshot() and restore()')
    run(...restorable)
  })
}
