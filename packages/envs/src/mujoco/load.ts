import type { MainModule } from '@mujoco/mujoco'
import { messageOf } from '@trpo/math/messages'

/** The official WebAssembly build of MuJoCo, the package `@mujoco/mujoco`. */
export type Mujoco = MainModule

/**
 * Loads MuJoCo, the optional peer dependency `@mujoco/mujoco`. Every call gives an instance with a memory of its own,
 * of at most 2 GB: load once and share it.
 *
 * `options` go to its loader as they are; a browser whose bundler does not serve `mujoco.wasm` beside the script says
 * where it is by `{ locateFile: (name) => url }`. Throws an Error, with the loader's as its `cause`, when the package
 * is not installed or does not start.
 */
export async function loadMujoco(options?: Readonly<Record<string, unknown>>): Promise<Mujoco> {
  const { default: load } = await importMujoco()
  try {
    return await load(options)
  } catch (cause) {
    throw new Error(`MuJoCo did not start: ${messageOf(cause)}. Is mujoco.wasm served beside its script?`, { cause })
  }
}

async function importMujoco(): Promise<typeof import('@mujoco/mujoco')> {
  try {
    return await import('@mujoco/mujoco')
  } catch (cause) {
    throw new Error(`The package @mujoco/mujoco could not be loaded; install it: npm i @mujoco/mujoco`, { cause })
  }
}
