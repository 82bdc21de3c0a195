import { adamFit, createTrainer, inProcessShard, type Task, WorkerError, type WorkerReplacement } from '@trpo/core'
import { workerTasks } from '@trpo/core/workers'
import { mlp, type Network, networkFromDescription, simdNetwork, type Tape } from '@trpo/networks'
import { describe, expect, it } from 'vitest'
import { channelSpawn } from '../workers/channel.ts'
import { createLanes, criticParts } from './critic-parts.ts'

const fit = adamFit({ epochs: 2, batchSize: 64 })
const parts = criticParts({ fit })

async function trained(tasks?: ReturnType<typeof workerTasks>, of = parts) {
  const trainer = createTrainer(of, [inProcessShard(of, createLanes)], { tasks })
  try {
    let state = trainer.init()
    for (let i = 0; i < 3; i++) [state] = await trainer.step(state)
    return state
  } finally {
    await trainer.dispose()
  }
}

const { description } = mlp({ inputSize: 4, hidden: [5], outputSize: 1 })

interface DoubledTape<T extends Tape> extends Tape {
  readonly inner: T
}

/** A network with the functions and the description of another one, whose outputs are twice as large. */
function doubled<T extends Tape>(network: Network<T>): Network<DoubledTape<T>> {
  const twice = (inner: T): DoubledTape<T> => ({ rows: inner.rows, y: inner.y.map((value) => 2 * value), inner })
  return {
    ...network,
    forward: (theta, x, rows) => twice(network.forward(theta, x, rows)),
    at(theta) {
      const fixed = network.at(theta)
      return { forward: (x, rows) => twice(fixed.forward(x, rows)) }
    },
    jvp: ({ inner }, dtheta) => network.jvp(inner, dtheta).map((value) => 2 * value),
    vjp({ inner }, ybar, into) {
      network.vjp(
        inner,
        ybar.map((value) => 2 * value),
        into,
      )
    },
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

  it.each([
    ['a network of this package', simdNetwork(description), 1],
    ['one in f64', networkFromDescription(description), 0],
    ['one that wraps a network of this package', doubled(simdNetwork(description)), 0],
    ['one that wraps a network in f64', doubled(networkFromDescription(description)), 0],
  ])('fit %s with the same bits as without a worker', async (_what, network, workers) => {
    const own = criticParts({ fit, network })
    const channel = channelSpawn(undefined)
    expect(await trained(workerTasks({ spawn: channel.spawn }), own)).toEqual(await trained(undefined, own))
    expect(channel.workers).toHaveLength(workers)
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
    expect(String(error)).toMatch(
      /the worker of the task mine died 3 times .* because of a fit; take fewer samples .* in this thread \(without workerTasks/,
    )
    expect(String(error)).not.toContain('environment')
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
