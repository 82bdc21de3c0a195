import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { swimmerV5Task } from '@trpo/envs/mujoco'
import { planarEnvironment, planarLanes } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { expect, it } from 'vitest'

/** What the test of memory needs of the engine's WebAssembly. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { Instance: new (module: object) => { readonly exports: { memory: { buffer: ArrayBuffer } } } }
}

it('planar physics gives its memory back at dispose, even when the engine itself is kept', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')
  const original = assembly.Instance
  const memories: WeakRef<object>[] = []
  // Every simulator's memory is exported by an instance of its module.
  assembly.Instance = class extends original {
    constructor(module: object) {
      super(module)
      memories.push(new WeakRef(this.exports.memory.buffer))
    }
  }
  const kept: { dispose?(): void }[] = []
  try {
    for (let n = 0; n < 12; n++) {
      const lanes = planarLanes(swimmerV5Task, 16)
      lanes.reset(0, randomStream(1, 'test').seek(0, 0, 0))
      const environment = planarEnvironment(swimmerV5Task)
      kept.push(lanes, environment)
    }
  } finally {
    assembly.Instance = original
  }
  const living = async () => {
    // A WeakRef that was made or read holds its target until the present job is over.
    await new Promise((resolve) => setTimeout(resolve, 0))
    collectGarbage()
    return memories.filter((memory) => memory.deref() !== undefined).length
  }
  expect(memories).toHaveLength(24)
  expect(await living()).toBe(24)
  for (const each of kept) each.dispose?.()
  for (const each of kept) each.dispose?.()
  expect(await living()).toBe(0)
  expect(kept).toHaveLength(24)
})
