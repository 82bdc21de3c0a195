import { gymnasiumLanes } from '@trpo/envs/node'
import { randomStream } from '@trpo/random'

/**
 * A program that opens lanes and then ends in some way, or is ended: `node parent.ts ENVIRONMENT OPTIONS HOW`. The environment writes
 * the id of its process into a file.
 */
const [id, options, how] = process.argv.slice(2)
const lanes = gymnasiumLanes(id, 1, { options: JSON.parse(options), timeLimit: 600 })
const step = () =>
  lanes.step(
    Uint8Array.of(1),
    Float64Array.of(0),
    [randomStream(1, 'parent')],
    new Float64Array(1),
    new Uint8Array(1),
    new Uint8Array(1),
  )
lanes.reset(0, randomStream(1, 'parent'))
step()
process.stdout.write('stepped\n')
if (how === 'return') process.exitCode = 0
if (how === 'exit') process.exit(0)
if (how === 'throw') throw new Error('enough')
// Killed while it waits for events, or for Python.
if (how === 'idle') setInterval(() => undefined, 1_000)
if (how === 'busy') step()
