import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overCores } from '../../src/index.ts'

/** Tasks that end in an order that is drawn. */
const tasks = fc.array(fc.record({ wanted: fc.integer({ min: 1, max: 6 }), turns: fc.integer({ min: 0, max: 5 }) }), {
  maxLength: 12,
})

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('each task is done once, in the order in which they are given, and never on more cores than there are', async () => {
  await fc.assert(
    fc.asyncProperty(tasks, fc.integer({ min: 1, max: 4 }), async (given, cores) => {
      let used = 0
      const began: number[] = []
      await overCores({
        tasks: given.map((task, index) => ({ ...task, index })),
        cores,
        coresOf: ({ wanted }) => wanted,
        stopped: () => false,
        async run({ index, wanted, turns: some }, share) {
          began.push(index)
          expect(share).toBe(Math.min(cores, wanted))
          used += share
          expect(used).toBeLessThanOrEqual(cores)
          await turns(some)
          used -= share
        },
      })
      expect(began).toEqual(given.map((_, index) => index))
      expect(used).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('tasks of one core run side by side', async () => {
  let most = 0
  let now = 0
  await overCores({
    tasks: [1, 2, 3, 4, 5],
    cores: 3,
    coresOf: () => 1,
    stopped: () => false,
    async run() {
      most = Math.max(most, ++now)
      await turns(3)
      now--
    },
  })
  expect(most).toBe(3)
})

test('none begins after a stop or a fault, and those under way end first', async () => {
  const ended: number[] = []
  const started: number[] = []
  const some = (stopped: () => boolean, fault?: Error) =>
    overCores({
      tasks: [1, 2, 3, 4],
      cores: 2,
      coresOf: () => 1,
      stopped,
      async run(task) {
        started.push(task)
        await turns(task === 2 ? 6 : 1)
        ended.push(task)
        if (task === 1 && fault !== undefined) throw fault
      },
    })
  await some(() => started.length >= 2)
  expect([started, ended]).toEqual([
    [1, 2],
    [1, 2],
  ])
  started.length = 0
  ended.length = 0
  await expect(some(() => false, new Error('the disk is full'))).rejects.toThrow('the disk is full')
  expect([started, ended]).toEqual([
    [1, 2],
    [1, 2],
  ])
})
