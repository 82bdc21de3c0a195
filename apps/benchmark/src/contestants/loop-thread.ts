import { parentPort, workerData } from 'node:worker_threads'
import type { LoopMessage } from './raw-loops.ts'
import { mujoco, planar } from './simulation.ts'
import { loopSchema } from './task.ts'

/** The program of a thread of `rawLoops`. */
if (parentPort === null) throw new Error('this file is the program of a worker thread; call rawLoops instead')
const port = parentPort
const say = (message: LoopMessage) => port.postMessage(message)
const task = loopSchema.parse(workerData)
const measure = await (task.kind === 'mujoco' ? mujoco(task) : planar(task))
port.on('message', async (seconds: number) => {
  const { total } = await measure(seconds)
  say(total)
})
say('ready')
