import { type Drawable, isDrawable, isPictured, type Pictured } from '@trpo/drawing'
import type { Environment } from '@trpo/envs'
import type { Config, Physics } from '@trpo/recipes'
import { atariSourceOf, findModule, loadModuleEnvironment } from '@trpo/recipes/node'
import { InputError } from '../errors.ts'

/** Makes environments that can be drawn, without the transforms of a config. */
export type DrawableSource = () => Environment & (Drawable | Pictured)

/**
 * What makes the environment of a config so that it can be drawn: one of ours by its name, whatever moves it, or one of the user's
 * own that has a function `scene` or `picture`.
 *
 * Throws a NotDrawableError for an environment that cannot be drawn, and a ConfigError for a module that cannot be loaded.
 *
 * @param startedIn the folder that a module's path is relative to
 */
export async function drawableSource({ environment }: Config, startedIn: string): Promise<DrawableSource> {
  const { from, name } = environment
  if (from === 'module') {
    const { create } = await loadModuleEnvironment(await findModule(name, startedIn))
    const source = () => asDrawable(create(), name)
    // Whether it can be drawn is known before anything else is done with it.
    source().dispose?.()
    return source
  }
  if (from === 'gymnasium') throw cannotBeDrawn(`gym:${name}`)
  if (from === 'atari') return (await atariSourceOf(environment)).createPictured
  if (name === 'pixels/catch') return (await import('@trpo/envs/scenes')).drawableCatch
  if (name === 'paper/cart-pole') return (await import('@trpo/envs/scenes')).drawableCartPole
  const robot = environment.physics === 'mujoco' ? await onMujoco(name) : await onPlanar(name, environment.physics)
  if (robot === undefined) throw cannotBeDrawn(name)
  return robot
}

function asDrawable(environment: Environment, name: string): Environment & (Drawable | Pictured) {
  if (isDrawable(environment) || isPictured(environment)) return environment
  environment.dispose?.()
  throw cannotBeDrawn(name)
}

/** An environment has no picture. */
export class NotDrawableError extends InputError {}

function cannotBeDrawn(name: string): NotDrawableError {
  return new NotDrawableError(
    `${name} cannot be drawn: it has no function scene(). The robots and cart-pole that \`trpo list\` shows can; for one of your own, docs/gaits.md shows what to add`,
  )
}

async function onPlanar(name: string, physics: Physics | null): Promise<DrawableSource | undefined> {
  const [{ drawableRobot }, { planarEngine, ...exported }] = await Promise.all([
    import('@trpo/envs/scenes'),
    import('@trpo/envs/planar'),
  ])
  const task = planarTasks(exported).find(({ spec }) => spec.name === name)
  if (task === undefined) return undefined
  const numerics = physics === 'planar-f32' ? 'f32x4' : 'f64x2'
  return () => drawableRobot(task, planarEngine(task.model, 1, { numerics }))
}

type OnPlanar = typeof import('@trpo/envs/planar')

/** The tasks among what the module exports. */
function planarTasks(exported: Omit<OnPlanar, 'planarEngine'>) {
  const { planarEnvironment, planarLanes, ...tasks } = exported
  return Object.values(tasks)
}

async function onMujoco(name: string): Promise<DrawableSource | undefined> {
  const [{ drawableRobot, drawableSpatialRobot, pusherView }, exported] = await Promise.all([
    import('@trpo/envs/scenes'),
    import('@trpo/envs/mujoco'),
  ])
  const { loadMujoco, mujocoEngine, mujocoEnvironment, mujocoLanes, ...tasks } = exported
  const { antV5Task, humanoidV5Task, pusherV5Task, ...planar } = tasks
  const inPlane = Object.values(planar).find(({ spec }) => spec.name === name)
  const inSpace = [antV5Task, humanoidV5Task, pusherV5Task].find(({ spec }) => spec.name === name)
  if (inPlane === undefined && inSpace === undefined) return undefined
  const mujoco = await loadMujoco()
  if (inPlane !== undefined) return () => drawableRobot(inPlane, mujocoEngine(mujoco, inPlane.model, 1))
  if (inSpace === undefined) return undefined
  const view = inSpace === pusherV5Task ? pusherView : undefined
  return () => drawableSpatialRobot(mujoco, inSpace, view)
}
