import { isDrawable, isPictured, type Pictured } from '@trpo/drawing'
import type { Environment } from '@trpo/envs'
import { type Config, type DrawableSource, findDrawable } from '@trpo/recipes'
import { atariSourceOf, findModule, loadModuleEnvironment } from '@trpo/recipes/node'
import { InputError } from '../errors.ts'

/** Makes environments that show scenes of shapes, or pictures of pixels, without the transforms of a config. */
export type ShownSource = () => ReturnType<DrawableSource> | (Environment & Pictured)

/**
 * What makes the environment of a config so that it can be drawn, without the transforms of the config: one of ours by its name,
 * whatever moves it, a game of Atari, or one of the user's own that has a function `scene` or `picture`.
 *
 * Throws a NotDrawableError for an environment that cannot be drawn, and a ConfigError for one that cannot be loaded.
 *
 * @param startedIn the folder that a module's path is relative to
 */
export async function drawableSource(config: Config, startedIn: string): Promise<ShownSource> {
  const { environment } = config
  const { from, name } = environment
  if (from === 'registry') return findDrawable(config)
  if (from === 'gymnasium') throw cannotBeDrawn(`gym:${name}`)
  if (from === 'atari') return (await atariSourceOf(environment)).createPictured
  const { create } = await loadModuleEnvironment(await findModule(name, startedIn))
  const source = () => asShown(create(), name)
  // Whether it can be drawn is known before anything else is done with it.
  source().dispose?.()
  return source
}

function asShown(environment: Environment, name: string): ReturnType<ShownSource> {
  if (isDrawable(environment) || isPictured(environment)) return environment
  environment.dispose?.()
  throw cannotBeDrawn(name)
}

/** An environment has no picture. */
export class NotDrawableError extends InputError {}

function cannotBeDrawn(name: string): NotDrawableError {
  return new NotDrawableError(
    `${name} cannot be drawn: it has no function scene() or picture(). The environments that \`trpo list\` shows can; for one of your own, docs/gaits.md shows what to add`,
  )
}
