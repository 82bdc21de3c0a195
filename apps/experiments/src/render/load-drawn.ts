import type { Drawable, Pictured } from '@trpo/drawing'
import { type Environment, lanesOf } from '@trpo/envs'
import { type Config, type LoadedEnvironment, prepareEnvironment } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import { drawableSource } from './drawable-source.ts'

/** An environment that acts as a config says and can be drawn. */
export interface DrawnEnvironment {
  /** With the transforms of the config; dispose of this one. */
  readonly environment: Environment
  /** The same environment as its author wrote it. */
  readonly drawable: Drawable | Pictured
}

/** The environment of a config, to be drawn. */
export interface DrawnSource {
  /** As training has it. */
  readonly loaded: LoadedEnvironment
  /** Makes one that can be drawn. It gives the bits of those of `loaded`. */
  create(): DrawnEnvironment
}

/** Loads the environment of a config so that it can be drawn. Throws as `drawableSource` and `loadEnvironment`. */
export async function loadDrawn(config: Config, startedIn: string): Promise<DrawnSource> {
  const source = await drawableSource(config, startedIn)
  const loaded = await loadEnvironment(config, startedIn)
  const made: (Drawable | Pictured)[] = []
  const create = () => {
    const own = source()
    made.push(own)
    return own
  }
  const drawn = await prepareEnvironment(config, { create, createLanes: (count) => lanesOf(create, count) })
  return {
    loaded,
    create() {
      made.length = 0
      const environment = drawn.create()
      const [drawable] = made
      return { environment, drawable }
    },
  }
}
