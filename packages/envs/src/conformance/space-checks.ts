import type { ObservationArray } from '@trpo/math'
import { expectThat } from '@trpo/math/expectations'
import { contains, firstOutside } from '../contains.ts'
import { describeSpace } from '../describe-space.ts'
import type { Environment, Transition } from '../environment.ts'
import { observationFault } from '../observation-check.ts'
import { namesOf } from '../reported-scalar.ts'
import type { Space } from '../spaces.ts'
import { specFault } from '../spec-fault.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { expectStacks, STACK_CHECK } from './frame-stack-check.ts'
import { drawsOf, play, withEnvironments } from './play.ts'

/** The specification, observations and results of steps are what they should be. */
export function spaceChecks(create: () => Environment, settings: PlaySettings): ConformanceCheck[] {
  return [
    {
      name: 'the specification is complete',
      remedy:
        'Make spec once, as { name, observationSpace, actionSpace, timeLimit? }, with low <= high in every box; a time limit is a whole number of steps.',
      run: () => withEnvironments(create, 1, checkSpecification),
    },
    {
      name: 'observe writes every entry of its space and none beyond',
      remedy:
        'Let observe() write into[0] to into[n - 1] for the n numbers of the observation space, or give the space as many bounds as there are numbers.',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          environment.reset(drawsOf(settings.seed, 0).environment(0, 0))
          const fault = observationFault(environment)
          expectThat(fault === undefined, `${fault}`)
        }),
    },
    {
      name: 'observations are finite and inside their space',
      remedy:
        'Widen the bounds of the observation space (-Infinity and Infinity may stand there), or keep the state inside of them.',
      run: () =>
        withEnvironments(create, 1, (environment) => {
          const space = environment.spec.observationSpace
          let n = 0
          for (const { observation } of play(environment, settings)) {
            expectThat(contains(space, observation), `frame ${n}: ${outside(space, observation)}`)
            n += 1
          }
        }),
    },
    stepResults(create, settings),
    reportedInfo(create, settings),
  ]
}

/** Checks that observations are the stacks of frames that the specification says. */
export function stackedObservations(create: () => Environment, settings: PlaySettings): ConformanceCheck {
  return {
    name: STACK_CHECK,
    remedy: 'Show single frames and stack them by frameStack(environment, k), or leave frameStack out of spec.',
    run: () =>
      withEnvironments(create, 1, (environment) =>
        expectStacks([...play(environment, settings)], environment.spec.frameStack ?? 1),
      ),
  }
}

/** Checks that results of steps have the types that they should. */
export function stepResults(create: () => Environment, settings: PlaySettings): ConformanceCheck {
  return {
    name: 'a step gives a finite reward and booleans',
    remedy:
      'Return { reward, terminated, truncated } with a finite number and true or false, such as truncated: steps >= 100.',
    run: () =>
      withEnvironments(create, 1, (environment) => {
        let n = 0
        const afterStep = (result: Transition) => checkResult(result, `step ${n++}`)
        for (const _frame of play(environment, settings, 0, { afterStep }));
      }),
  }
}

/** Checks that steps report what the specification declares. */
export function reportedInfo(create: () => Environment, settings: PlaySettings): ConformanceCheck {
  return {
    name: 'a step reports a finite number for each that spec.info declares',
    remedy: 'Return all of them with every step, such as info: { speed: 0.3 }, or declare those alone that you return.',
    run: () =>
      withEnvironments(create, 1, (environment) => {
        const names = namesOf(environment.spec.info)
        let n = 0
        const afterStep = ({ info }: Transition) => {
          for (const name of names)
            expectThat(
              Number.isFinite(info?.[name]),
              `step ${n}: info.${name} is ${String(info?.[name])}, expects a finite number`,
            )
          n++
        }
        for (const _frame of play(environment, settings, 0, { afterStep }));
      }),
  }
}

/** Throws unless the result of a step has the types that it should. */
export function checkResult(result: Transition, where: string): void {
  const { reward, terminated, truncated } = result ?? {}
  expectThat(Number.isFinite(reward), `${where}: reward is ${String(reward)}, expects a finite number`)
  expectThat(typeof terminated === 'boolean', `${where}: terminated is ${String(terminated)}, expects true or false`)
  expectThat(
    truncated === undefined || typeof truncated === 'boolean',
    `${where}: truncated is ${String(truncated)}, expects true, false or nothing`,
  )
}

function checkSpecification(environment: Environment): void {
  const { spec } = environment
  const fault = specFault(spec)
  expectThat(fault === undefined, `${fault}`)
  expectThat(environment.spec === spec, 'spec is a new object each time it is read, expects one and the same')
}

function outside(space: Space, observation: ObservationArray): string {
  const i = firstOutside(space, observation)
  return `observation[${i}] is ${observation[i]}, the space is ${describeSpace(space)}`
}
