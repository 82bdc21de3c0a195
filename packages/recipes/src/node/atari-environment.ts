import { createHash } from 'node:crypto'
import type { AtariSource } from '@trpo/envs/node'
import type { AtariEnvironment } from '../environments/environment-config.ts'
import type { RestorableSource } from '../environments/registry.ts'
import { asConfigError, asConfigErrorAsync } from '../errors.ts'

/** The game of a config, and a digest of what emulates it: the version of ale-py. */
interface LoadedAtari {
  readonly source: RestorableSource
  readonly digest: string
}

/** Starts Python for the game of a config. Throws a ConfigError where there is no Python that could emulate it, or no such game. */
export async function loadAtari(environment: AtariEnvironment): Promise<LoadedAtari> {
  const name = `atari:${environment.name}`
  const made = await atariSourceOf(environment)
  const digest = createHash('sha256').update(JSON.stringify(made.versions.packages['ale-py'])).digest('hex')
  const source: RestorableSource = {
    create: () => asConfigError(name, () => made.create()),
    createLanes: (count) => asConfigError(name, () => made.createLanes(count)),
  }
  return { source, digest }
}

/** What makes the game of a config, and the screens of its episodes. Throws as `loadAtari`. */
export async function atariSourceOf({ name, joystick, ...settings }: AtariEnvironment): Promise<AtariSource> {
  const { atariSource } = await import('@trpo/envs/node')
  const { frameSkip, frameStack, noops, stickiness, episodeFrames } = settings
  const own = { frameSkip, frameStack, noops, stickiness, episodeFrames, actions: joystick }
  return asConfigErrorAsync(`atari:${name}`, async () => atariSource(name, own))
}
