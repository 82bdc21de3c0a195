import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trainingOf as inThisThread } from '../src/build/training-of.ts'
import type { Config } from '../src/config/schema.ts'
import { setOptions } from '../src/config/set-option.ts'
import { ConfigError } from '../src/errors.ts'
import { type TrainingOptions, trainingOf } from '../src/node/training-of.ts'
import { presetConfig, withModule } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'

const config = setOptions(presetConfig(findPreset('modern/mlp'), 4), ['sampler.quota.perIteration=240'])

/** A module that needs the hooks of every worker. */
const MODULE = `import { cartPole, Environment } from '@trpo/envs'
import { limit } from './limit'
export function createEnvironment(): Environment { return limit(cartPole()) }
`
const LIMIT = `import { timeLimit, Environment } from '@trpo/envs'
export const limit = (environment: Environment) => timeLimit(environment, 30)
`

/** Images in bytes with a bright column, whose number is to be chosen. */
const IMAGES = `import { box, discrete } from '@trpo/envs'
export function createEnvironment() {
  let place = 0
  return {
    spec: {
      name: 'images',
      observationSpace: box(0, 255, { shape: [2, 5, 4], type: 'u8' }),
      actionSpace: discrete(4),
    },
    reset: (random) => { place = random.integer(4) },
    step([choice], random) {
      const reward = choice === place ? 1 : 0
      place = random.integer(4)
      return { reward, terminated: false }
    },
    observe: (into) => into.forEach((_, i) => { into[i] = i % 4 === place ? 200 + (i % 7) : i % 5 }),
  }
}
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-workers-'))
  await writeFile(join(folder, 'env.ts'), MODULE)
  await writeFile(join(folder, 'limit.ts'), LIMIT)
  await writeFile(join(folder, 'images.ts'), IMAGES)
})
afterAll(() => rm(folder, { recursive: true }))

async function trained(of: Config, options: TrainingOptions): Promise<readonly number[]> {
  const training = await trainingOf(of, options)
  try {
    await training.ready()
    let state = training.init()
    for (let iteration = 0; iteration < 2; iteration++) [state] = await training.step(state)
    return [...training.policy(state).theta]
  } finally {
    await training.dispose()
  }
}

describe('trainingOf in workers', () => {
  test('has the bits of this thread', async () => {
    const training = await inThisThread(config)
    let state = training.init()
    for (let iteration = 0; iteration < 2; iteration++) [state] = await training.step(state)
    const { theta } = training.policy(state)
    await training.dispose()
    for (const workers of [1, 3]) expect(await trained(config, { workers })).toEqual([...theta])
  })

  test('has the bits of one worker where images go through convolutions', async () => {
    const images = setOptions(withModule(config, './images.ts'), [
      'environment.timeLimit=10',
      'policy.kind=convolutional',
      'policy.normalizeObservations=false',
      'policy.filters=4',
      'policy.filterSizes=2',
      'policy.strides=1',
    ])
    const alone = await trained(images, { workers: 1, startedIn: folder })
    for (const workers of [2, 5]) expect(await trained(images, { workers, startedIn: folder })).toEqual(alone)
  })

  test('loads a module in every worker', async () => {
    const own = withModule(config, './env.ts')
    const alone = await trained(own, { workers: 1, startedIn: folder })
    expect(await trained(own, { workers: 3, startedIn: folder })).toEqual(alone)
    expect(alone).not.toEqual(await trained(config, { workers: 1 }))
  })

  test("keeps a worker's ConfigError what it is", async () => {
    const training = await trainingOf(withModule(config, './env.ts'), { workers: 2, startedIn: folder })
    await training.dispose()
    const environment = training.environment
    const gone = await trainingOf(withModule(config, './gone.ts'), { workers: 2, startedIn: folder, environment })
    await expect(gone.ready()).rejects.toThrow(ConfigError)
    await expect(gone.ready()).rejects.toThrow(/there is no environment file .*gone\.ts/)
    await gone.dispose()
  })

  test('is stopped by a pulse that throws', async () => {
    const pulse = async () => {
      throw new Error('enough')
    }
    const training = await trainingOf(config, { workers: 2, pulse })
    await expect(training.step(training.init())).rejects.toThrow('enough')
    await training.dispose()
  })
})
