import { expectThat } from '@trpo/math/expectations'
import { randomStream } from '@trpo/random'
import type { Environment } from '../environment.ts'
import type { Lanes } from '../lanes.ts'
import { observationArray } from '../observation-array.ts'
import { spaceSize } from '../spaces.ts'
import { specFault } from '../spec-fault.ts'
import { boxObservations } from '../transforms/box-observations.ts'
import { type ConformanceCheck, type PlayOptions, type PlaySettings, playSettings } from './check.ts'
import { expectSameFrames, type Frame } from './frame.ts'
import { expectStacks, STACK_CHECK } from './frame-stack-check.ts'
import { withoutHiddenSources } from './hidden-sources.ts'
import { maskChecks } from './mask-checks.ts'
import { play, withEnvironments } from './play.ts'
import { playLanes, withLanes } from './play-lanes.ts'

/** What the lanes are compared with, and how to play. */
export interface LanesConformanceOptions extends PlayOptions {
  /** Makes the single environment whose bits every lane must give. Without it, lanes are compared among themselves. */
  readonly single?: () => Environment
}

const COUNT = 3

/**
 * Everything that the contract of `Lanes` asks for, as checks to run one by one. `createLanes` makes that many new lanes at
 * each call. It is called once right away, to read the specification.
 */
export function lanesConformance(
  createLanes: (count: number) => Lanes,
  options: LanesConformanceOptions = {},
): ConformanceCheck[] {
  const [settings, stack] = withLanes(createLanes, 1, (lanes) => [
    playSettings(lanes.spec, options),
    lanes.spec.frameStack,
  ])
  return [
    {
      name: 'the specification is complete, and observations are a box',
      run: () =>
        withLanes(createLanes, 1, ({ spec }) => {
          const fault = specFault(spec)
          expectThat(fault === undefined, `${fault}`)
          expectThat(spec.observationSpace.kind === 'box', 'spec.observationSpace is no box')
        }),
    },
    {
      name: 'there are as many lanes as were asked for',
      run: () =>
        withLanes(createLanes, COUNT, ({ count }) =>
          expectThat(count === COUNT, `count is ${count}, expects ${COUNT}`),
        ),
    },
    {
      name: 'a lane does beside others what it does alone',
      run: () => {
        const together = withLanes(createLanes, COUNT, (lanes) => playLanes(lanes, settings, { players: [0, 1, 2] }))
        together.forEach((frames, player) => {
          const alone = withLanes(createLanes, 1, (lanes) => playLanes(lanes, settings, { players: [player] }))
          expectSameFrames(frames, alone[0], `lane ${player} should do beside others what it does alone`)
        })
      },
    },
    ...(options.single === undefined ? [] : [singleCheck(createLanes, options.single, settings)]),
    ...(stack === undefined ? [] : [stackCheck(createLanes, stack, settings)]),
    ...maskChecks(createLanes, settings),
    {
      name: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
      run: () =>
        withLanes(createLanes, COUNT, (lanes) =>
          withoutHiddenSources(() => void playLanes(lanes, settings, { players: [0, 1, 2] })),
        ),
    },
    {
      name: 'arrays of a wrong length and lanes that are not there are refused',
      run: () => withLanes(createLanes, COUNT, (lanes) => checkRefusals(lanes, settings)),
    },
    {
      name: 'dispose can be called twice',
      run: () => {
        const lanes = createLanes(COUNT)
        lanes.dispose()
        lanes.dispose()
      },
    },
  ]
}

function singleCheck(
  createLanes: (count: number) => Lanes,
  single: () => Environment,
  settings: PlaySettings,
): ConformanceCheck {
  return {
    name: 'a lane gives the bits of a single environment',
    run: () => {
      const frames = withLanes(createLanes, COUNT, (lanes) => playLanes(lanes, settings, { players: [0, 1, 2] }))
      frames.forEach((actual, player) => {
        const expected: Frame[] = withEnvironments(single, 1, (environment) => [
          ...play(boxObservations(environment), settings, player),
        ])
        expectSameFrames(actual, expected, `lane ${player} should give the bits of a single environment`)
      })
    },
  }
}

function stackCheck(createLanes: (count: number) => Lanes, stack: number, settings: PlaySettings): ConformanceCheck {
  return {
    name: STACK_CHECK,
    run: () =>
      withLanes(createLanes, COUNT, (lanes) => {
        for (const run of playLanes(lanes, settings, { players: [0, 1, 2] })) expectStacks(run, stack)
      }),
  }
}

function checkRefusals(lanes: Lanes, settings: PlaySettings): void {
  const { count, spec } = lanes
  const k = spaceSize(spec.actionSpace)
  const rows = (extra: number) =>
    observationArray(spec.observationSpace, count + 1).subarray(0, count * spaceSize(spec.observationSpace) + extra)
  const random = randomStream(settings.seed, 'conformance/environment').seek(0, 0, 0)
  const randoms = new Array(count).fill(random)
  for (let lane = 0; lane < count; lane++) lanes.reset(lane, random)
  const [all, flags, numbers] = [new Uint8Array(count).fill(1), new Uint8Array(count), new Float64Array(count)]
  const refused: [what: string, call: () => void][] = [
    ['reset of a lane -1', () => lanes.reset(-1, random)],
    [`reset of a lane ${count}`, () => lanes.reset(count, random)],
    ['actions one too short', () => lanes.step(all, new Float64Array(count * k - 1), randoms, numbers, flags, flags)],
    ['actions one too long', () => lanes.step(all, new Float64Array(count * k + 1), randoms, numbers, flags, flags)],
    ['observations one too short', () => lanes.observe(all, rows(-1))],
    ['observations one too long', () => lanes.observe(all, rows(1))],
  ]
  for (const [what, call] of refused) expectThat(throws(call), `${what} of ${spec.name} should throw, and did not`)
}

function throws(call: () => void): boolean {
  try {
    call()
    return false
  } catch {
    return true
  }
}
