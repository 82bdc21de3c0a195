import type { EncodedState } from '@trpo/core'
import { observationArray } from '@trpo/envs'
import { atariSource } from '@trpo/envs/node'
import { randomStream } from '@trpo/random'
import { beforeAll, describe, expect, test } from 'vitest'
import { testedPython } from '../../envs/test/python-bridge/tested-python.ts'
import { buildRun } from '../src/build/build-run.ts'
import { setOptions } from '../src/config/set-option.ts'
import type { LoadedEnvironment } from '../src/environments/prepare-environment.ts'
import { loadEnvironment } from '../src/node/load-environment.ts'
import { trainingOf } from '../src/node/training-of.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { fieldsOnlyOf } from './kinds.ts'

const python = await testedPython()
const config = presetConfig(findPreset('atari/pong/single-path'), 1)

/** What an environment shows and gives in some steps, and what it says of itself. */
function seenOf({ create }: Pick<LoadedEnvironment, 'create'>): unknown {
  const environment = create()
  try {
    const { spec } = environment
    const seen = observationArray(spec.observationSpace)
    const action = new Float64Array(spec.actionSpace.kind === 'discrete' ? 1 : 3)
    const shown: unknown[] = [spec]
    environment.reset(randomStream(3, 'reset').seek(0, 0, 0))
    for (let step = 0; step < 12; step++) {
      action[0] = step % 3
      shown.push(environment.step(action, randomStream(1, 'unused')))
      environment.observe(seen)
      shown.push(seen.join())
    }
    return shown
  } finally {
    environment.dispose?.()
  }
}

/** Every field of Atari alone: the assignment, and the same for the library. */
const CHANGES: readonly (readonly [assignment: string, settings: Parameters<typeof atariSource>[1]])[] = [
  ['environment.frameSkip=2', { frameSkip: 2 }],
  ['environment.frameStack=3', { frameStack: 3 }],
  ['environment.noops=7', { noops: 7 }],
  ['environment.stickiness=0.5', { stickiness: 0.5 }],
  ['environment.episodeFrames=20', { episodeFrames: 20 }],
  ['environment.joystick=full', { actions: 'full' }],
]

describe.skipIf(python === undefined)('a config of Atari', () => {
  let plain: unknown
  beforeAll(() => {
    process.env['TRPO_PYTHON'] = python
    plain = seenOf(atariSource('pong'))
  })

  test('is the game of section 8.2 on the network of 33,500 parameters', async () => {
    const environment = await loadEnvironment(config, '.')
    const { policy } = await buildRun(config, environment)
    expect(policy.network.parameterCount).toBe(33_500)
    expect(policy.distribution.classes).toEqual([3, 3, 2])
    expect(seenOf(environment)).toEqual(plain)
  })

  test.each(CHANGES)('%s reaches the emulator', async (assignment, settings) => {
    const changed = seenOf(await loadEnvironment(setOptions(config, [assignment]), '.'))
    expect(changed).toEqual(seenOf(atariSource('pong', settings)))
    expect(changed).not.toEqual(plain)
  })

  test('no field is left out here', () => {
    const named = CHANGES.map(([assignment]) => assignment.slice(0, assignment.indexOf('=')))
    expect([...named].sort()).toEqual([...fieldsOnlyOf(['atari'])].sort())
  })

  test.each([
    ['single-path', ['sampler.quota.perIteration=240', 'sampler.lanes=12']],
    [
      'vine',
      ['sampler.lanes=12', 'sampler.trunks=12', 'sampler.trunkSteps=8', 'sampler.states=12', 'sampler.branchSteps=4'],
    ],
  ] as const)(
    'trains by %s to the same bits in any number of workers, and after a resume',
    async (name, assignments) => {
      const small = setOptions(presetConfig(findPreset(`atari/space_invaders/${name}`), 1), assignments)
      const thetas: number[][] = []
      let kept: EncodedState | undefined
      for (const workers of [1, 2]) {
        const training = await trainingOf(small, { workers })
        let [state] = await training.step(training.init())
        kept ??= training.encode(state)
        // The second time it goes on from what the first run has kept.
        if (workers === 2) state = training.decode(kept)
        ;[state] = await training.step(state)
        thetas.push([...training.policy(state).theta])
        await training.dispose()
      }
      expect(thetas[1]).toEqual(thetas[0])
    },
  )

  test('a game that there is not is refused with its name', async () => {
    await expect(loadEnvironment(setOptions(config, ['environment.name=pong2']), '.')).rejects.toThrow(
      /atari:pong2.*ale-py has no game pong2.*pong/s,
    )
  })
})
