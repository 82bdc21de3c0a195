import { expectThat } from '@trpo/math/expectations'
import { messageOf } from '@trpo/math/messages'
import type { Environment } from '../environment.ts'
import { boxBounds, type Space, spaceSize } from '../spaces.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { expectSameFrames } from './frame.ts'
import { drawsOf, play, withEnvironments } from './play.ts'
import { checkResult } from './space-checks.ts'

/** What an environment does with the actions it is handed. */
export function actionChecks(
  create: () => Environment,
  settings: PlaySettings,
  refusesWrongLengths: boolean,
): ConformanceCheck[] {
  const checks: ConformanceCheck[] = [
    {
      name: 'the extremes of the action space are accepted',
      remedy:
        'Let step() take every action of its space, the bounds among them; clamp inside of step() what the dynamics cannot bear.',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          const draws = drawsOf(settings.seed, 0)
          extremes(environment.spec.actionSpace).forEach((action, n) => {
            environment.reset(draws.environment(n, 0))
            checkResult(environment.step(Float64Array.from(action), draws.environment(n, 1)), `action [${action}]`)
          })
        }),
    },
    {
      name: 'an action is not changed',
      remedy: 'Copy the action before you change it: const force = action.slice().',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          const afterStep = (_result: unknown, action: Float64Array, asked: Float64Array) => {
            const i = action.findIndex((value, n) => !Object.is(value, asked[n]))
            expectThat(i < 0, `step() changed action[${i}] from ${asked[i]} to ${action[i]}`)
          }
          for (const _frame of play(environment, settings, 0, { afterStep }));
        }),
    },
    actionsAreNotKept(create, settings),
  ]
  if (refusesWrongLengths) checks.push(wrongLengthCheck(create, settings))
  return checks
}

/** Checks that an environment does not keep the array of an action, which its caller uses again. */
export function actionsAreNotKept(create: () => Environment, settings: PlaySettings): ConformanceCheck {
  return {
    name: 'an action is not kept: what becomes of the array later does not matter',
    remedy: 'Keep a copy of what you need later: last = action.slice().',
    run: () =>
      withEnvironments(create, 2, (first, second) => {
        const afterStep = (_result: unknown, action: Float64Array) => action.fill(Number.NaN)
        expectSameFrames(
          [...play(second, settings, 0, { afterStep })],
          [...play(first, settings)],
          'runs with and without the action array overwritten after each step should be equal',
        )
      }),
  }
}

function wrongLengthCheck(create: () => Environment, settings: PlaySettings): ConformanceCheck {
  return {
    name: 'an action of a wrong length is refused, with both lengths and the name in the message',
    remedy:
      'Compare action.length with the size of the action space, and throw an Error that names both and the environment.',
    run: () =>
      withEnvironments(create, 1, (environment) => {
        const { name, actionSpace } = environment.spec
        const size = spaceSize(actionSpace)
        const draws = drawsOf(settings.seed, 0)
        for (const length of [size - 1, size + 1]) {
          environment.reset(draws.environment(0, 0))
          const message = errorOf(() => environment.step(new Float64Array(length), draws.environment(0, 1)))
          expectThat(message !== undefined, `step() accepted an action of length ${length}, expects ${size}`)
          const parts = [String(length), String(size), name]
          expectThat(
            parts.every((part) => message.includes(part)),
            `the error on an action of length ${length} says "${message}", expects ${parts.join(', ')} in it`,
          )
        }
      }),
  }
}

function errorOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** Both corners of a box (1 in place of an infinite bound), the first and last of choices. */
function extremes(space: Space): number[][] {
  if (space.kind === 'discrete') return [[0], [space.n - 1]]
  if (space.kind === 'multi-discrete') return [space.n.map(() => 0), space.n.map((n) => n - 1)]
  const { low, high } = boxBounds(space)
  return [
    low.map((least, i) => (Number.isFinite(least) ? least : Math.min(-1, high[i]))),
    high.map((most, i) => (Number.isFinite(most) ? most : Math.max(1, low[i]))),
  ]
}
