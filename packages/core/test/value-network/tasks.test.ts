import { adamFit, createTrainer, inProcessShard, type Task, WorkerError, type WorkerReplacement } from '@trpo/core'
import { workerTasks } from '@trpo/core/workers'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from '../workers/channel.ts'
import { createLanes, criticParts } from './critic-parts.ts'

const parts = criticParts({ fit: adamFit({ epochs: 2, batchSize: 64 }) })

async function trained(tasks?: ReturnType<typeof workerTasks>) {
  const trainer = createTrainer(parts, [inProcessShard(parts, createLanes)], { tasks })
  try {
    let state = trainer.init()
    for (let i = 0; i < 3; i++) [state] = await trainer.step(state)
    return state
  } finally {
    await trainer.dispose()
  }
}

const unknown: Task<number, number> = { name: 'mine', run: (x) => x }

describe('tasks in a worker', () => {
  it('are repeated when it dies of any of them, and the bits are the same', async () => {
    const expected = await trained()
    for (let doomed = 0; doomed < 3; doomed++) {
      let heard = 0
      const replaced: WorkerReplacement[] = []
      const channel = channelSpawn(undefined, (worker) => {
        if (heard++ === doomed) worker.die('it was told to')
      })
      const tasks = workerTasks({ spawn: channel.spawn, onReplaced: (replacement) => replaced.push(replacement) })
      expect(await trained(tasks)).toEqual(expected)
      expect(replaced).toEqual([{ work: 'the task adam-fit', reason: 'it was told to', deaths: 1 }])
      expect(channel.workers).toHaveLength(2)
      expect(channel.workers[1].terminated).toBe(true)
    }
  })

  it('start no worker before the first one', async () => {
    const channel = channelSpawn(undefined)
    const tasks = workerTasks({ spawn: channel.spawn })
    await tasks.dispose()
    expect(channel.workers).toHaveLength(0)
    await expect(Promise.resolve(tasks.run(unknown, 1))).rejects.toThrow('disposed of')
  })

  it('that kill it again and again reject with a WorkerError, and the next one is tried afresh', async () => {
    let deadly = true
    const channel = channelSpawn(undefined, (worker) => {
      if (deadly) worker.die('of a fit')
    })
    const tasks = workerTasks({ spawn: channel.spawn })
    const error = await Promise.resolve(tasks.run(unknown, 1)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(WorkerError)
    expect(error).toMatchObject({ groups: undefined, deaths: 3, reason: 'of a fit' })
    expect(String(error)).toMatch(/the worker of the task mine died 3 times/)
    deadly = false
    await expect(Promise.resolve(tasks.run(unknown, 1))).rejects.toThrow(
      'a worker knows no task mine; it knows adam-fit',
    )
    await tasks.dispose()
  })

  it('that cannot be sent are refused by name', async () => {
    const tasks = workerTasks({ spawn: channelSpawn(undefined).spawn })
    const task: Task<() => void, void> = { name: 'mine', run: (work) => work() }
    await expect(Promise.resolve(tasks.run(task, () => {}))).rejects.toThrow(/the input cannot be sent to a worker/)
    await tasks.dispose()
  })
})
