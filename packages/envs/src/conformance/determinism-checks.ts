import type { ObservationArray } from '@trpo/math'
import { expectThat } from '@trpo/math/expectations'
import type { Environment } from '../environment.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { expectSameFrames, type Frame } from './frame.ts'
import { withoutHiddenSources } from './hidden-sources.ts'
import { observed, play, withEnvironments } from './play.ts'

/** Equal draws and actions give equal bits, whatever happened before or happens beside. */
export function determinismChecks(create: () => Environment, settings: PlaySettings): ConformanceCheck[] {
  const alone = (lane: number): Frame[] =>
    withEnvironments(create, 1, (environment) => [...play(environment, settings, lane)])
  return [
    {
      name: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
      remedy:
        'Call random.uniform(), random.normal() or random.integer(n) of the `random` that reset() and step() are given, and count steps in place of reading a clock.',
      run: () =>
        withEnvironments(create, 1, (environment) =>
          withoutHiddenSources(() => {
            for (const _frame of play(environment, settings));
          }),
        ),
    },
    {
      name: 'equal draws and actions give equal bits',
      remedy:
        'Take every random number from the `random` that reset() and step() are given, and keep no state outside of the environment.',
      run: () => expectSameFrames(alone(0), alone(0), 'two runs with equal draws and actions should be equal'),
    },
    {
      name: 'reset forgets all that was before, in the middle of an episode too',
      remedy: 'Set every variable of an episode again in reset().',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          for (const _frame of play(environment, { ...settings, steps: 3 }, 1));
          expectSameFrames(
            [...play(environment, settings, 0)],
            alone(0),
            'a run after a reset should equal a run of a new environment',
          )
        }),
    },
    {
      name: 'two environments do not influence each other',
      remedy: 'Move the variables of the module into createEnvironment(), so that each environment has its own.',
      run: () =>
        withEnvironments(create, 2, (first, second) => {
          const runs = [play(first, settings, 0), play(second, settings, 1)]
          const frames: Frame[][] = [[], []]
          for (let open = true; open; ) {
            open = false
            runs.forEach((run, n) => {
              const next = run.next()
              if (next.done === true) return
              frames[n].push(next.value)
              open = true
            })
          }
          const claim = 'an environment stepped by turns with another should do what it does alone'
          expectSameFrames(frames[0], alone(0), claim)
          expectSameFrames(frames[1], alone(1), claim)
        }),
    },
    {
      name: 'observe changes nothing, and its array is not kept',
      remedy:
        'Let observe() do nothing but write into its array; what changes the state belongs into step() and reset().',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          let kept: ObservationArray | undefined
          let asSeen: ObservationArray | undefined
          const beforeStep = () => {
            if (kept !== undefined && asSeen !== undefined) {
              const i = kept.findIndex((value, n) => !Object.is(value, asSeen?.[n]))
              expectThat(i < 0, `an array that was handed to observe() earlier was changed later, at entry ${i}`)
            }
            kept = observed(environment)
            asSeen = kept.slice()
          }
          const frames = [...play(environment, settings, 0, { beforeStep })]
          expectSameFrames(frames, alone(0), 'runs that observe once and twice a step should be equal')
        }),
    },
  ]
}
