import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeSync } from 'node:fs'

/**
 * A server of the protocol of docs/python-bridge.md that is no Python: written from that page alone, and able to misbehave. It
 * serves counters. A counter is reset to its seed; a step makes it (69069 c + 1 + action) mod 2^31 and is rewarded with c mod 7.
 * It shows c and the steps of the episode, which terminates after 10 of them.
 *
 * Options, as those of `gymnasium.make`: `type` of the observation; `restorable`; `fault`, what it does in the step (or reset,
 * open) number `at` of the process; `times`, how many of its processes do so, of which `log` keeps count.
 */
interface Options {
  readonly type?: 'f64' | 'f32' | 'u8'
  readonly restorable?: boolean
  readonly fault?: 'die' | 'hang' | 'garbage' | 'version' | 'sequence' | 'raise' | 'drift' | 'short'
  /** Whether a process of its own, which holds its standard error open, outlives it for a while. */
  readonly leaves?: boolean
  readonly in?: 'open' | 'reset' | 'step'
  readonly at?: number
  readonly times?: number
  readonly log?: string
}

interface Counter {
  c: number
  steps: number
}

interface CounterSet {
  readonly options: Options
  readonly counters: Counter[]
}

interface Request {
  readonly type: number
  readonly sequence: number
  readonly set: number
  readonly payload: Buffer
}

const [HELLO, OPEN, RESET, STEP, SNAPSHOT, RESTORE, CLOSE, FAILURE] = [1, 2, 3, 4, 5, 6, 7, 255]
const sets = new Map<number, CounterSet>()
const done = { open: 0, reset: 0, step: 0 }
let pending = Buffer.alloc(0)
/** Whether its counters are not where their actions have brought them; it dies two steps later. */
let drifted = false

process.stdin.on('data', (piece: Buffer) => {
  pending = Buffer.concat([pending, piece])
  while (pending.length >= 24 && pending.length >= 24 + pending.readUInt32LE(16)) {
    const end = 24 + pending.readUInt32LE(16)
    const [type, sequence, set] = [pending.readUInt16LE(6), pending.readUInt32LE(8), pending.readUInt32LE(12)]
    const payload = pending.subarray(24, end)
    pending = pending.subarray(end)
    const request = { type, sequence, set, payload }
    const answer = payloadFor(request)
    if (answer !== undefined) send(request, answer)
  }
})

function send(request: Request, payload: Buffer, type = request.type, version = 1, sequence = request.sequence): void {
  const head = Buffer.alloc(24)
  head.write('TRPO', 'latin1')
  head.writeUInt16LE(version, 4)
  head.writeUInt16LE(type, 6)
  head.writeUInt32LE(sequence, 8)
  head.writeUInt32LE(request.set, 12)
  head.writeUInt32LE(payload.length, 16)
  writeSync(1, Buffer.concat([head, payload]))
}

/** The payload of an answer; undefined where something else was sent, or nothing. */
function payloadFor(request: Request): Buffer | undefined {
  const { type, set, payload } = request
  if (type === HELLO) return json({ protocol: 1, python: '3.99.0', packages: { numpy: '0', gymnasium: null } })
  if (type === OPEN) {
    const { options, lanes }: { options: { make: Options }; lanes: number } = JSON.parse(payload.toString())
    const { make } = options
    sets.set(set, { options: make, counters: Array.from({ length: lanes }, () => ({ c: 0, steps: 0 })) })
    return misbehaved(request, make, 'open') ? undefined : json(description(make))
  }
  const found = sets.get(set)
  if (found === undefined) return fail(request, -1, `there is no set ${set}`)
  const { options, counters } = found
  if (type === CLOSE) {
    sets.delete(set)
    return Buffer.alloc(0)
  }
  if (type === SNAPSHOT) return json(counters[payload.readUInt32LE(0)])
  if (type === RESTORE) {
    const lane = payload.readUInt32LE(0)
    counters[lane] = JSON.parse(payload.subarray(8).toString())
    return observations(options, [counters[lane]])
  }
  const count = payload.readUInt32LE(0)
  const lanes = Array.from({ length: count }, (_, i) => payload.readUInt32LE(8 + 4 * i))
  const after = 8 + 8 * Math.ceil(count / 2)
  const seen = () =>
    observations(
      options,
      lanes.map((lane) => counters[lane]),
    )
  if (type === RESET) {
    if (misbehaved(request, options, 'reset')) return undefined
    for (const [i, lane] of lanes.entries()) counters[lane] = { c: payload.readUInt32LE(after + 4 * i), steps: 0 }
    return seen()
  }
  if (type !== STEP) return fail(request, -1, `there is no request ${type}`)
  if (misbehaved(request, options, 'step', lanes[lanes.length - 1])) return undefined
  const rewards = Buffer.alloc(8 * count)
  const ends = Buffer.alloc(8 * Math.ceil(count / 4))
  for (const [i, lane] of lanes.entries()) {
    const counter = counters[lane]
    counter.c = (69_069 * counter.c + 1 + payload.readDoubleLE(after + 8 * i)) % 2 ** 31
    counter.steps++
    rewards.writeDoubleLE(counter.c % 7, 8 * i)
    ends[i] = counter.steps === 10 ? 1 : 0
  }
  return Buffer.concat([rewards, ends, seen()])
}

/** Does what the options ask for, if it is time for that. Returns whether there is to be no answer. */
function misbehaved(request: Request, options: Options, doing: keyof typeof done, lane = -1): boolean {
  const { fault, leaves, in: where = 'step', at = 0, times = Number.POSITIVE_INFINITY, log = '' } = options
  if (doing !== where || fault === undefined) return false
  const number = done[doing]++
  if (drifted && number === at + 2) process.exit(7)
  if (number !== at) return false
  if (log !== '') {
    const before = existsSync(log) ? readFileSync(log, 'utf8').length : 0
    if (before >= times) return false
    appendFileSync(log, '.')
  }
  // Longer than an answer is waited for.
  if (leaves) spawn('sleep', ['75'], { stdio: ['ignore', 'ignore', 'inherit'] }).unref()
  if (fault === 'die') process.exit(7)
  while (fault === 'hang');
  if (fault === 'garbage') writeSync(1, 'Welcome to the environment, have fun!')
  if (fault === 'version') send(request, Buffer.alloc(0), request.type, 2)
  if (fault === 'sequence') send(request, Buffer.alloc(0), request.type, 1, request.sequence + 1)
  if (fault === 'short') send(request, Buffer.alloc(16))
  if (fault === 'raise') fail(request, lane, 'ValueError: enough')
  if (fault === 'drift') {
    drifted = true
    for (const { counters } of sets.values()) for (const counter of counters) counter.c++
    return false
  }
  return true
}

function fail(request: Request, lane: number, message: string): undefined {
  const failure = { lane, reason: 'raised', message, near: [], traceback: `Traceback:\n  fake.py\n${message}` }
  send(request, json(failure), FAILURE)
}

function description({ type = 'f64', restorable = false }: Options) {
  const high = type === 'u8' ? 255 : 'Infinity'
  return {
    observation: { kind: 'box', low: 0, high: [high, high], shape: [2], type },
    action: { kind: 'discrete', n: 3 },
    timeLimit: null,
    restorable,
  }
}

function observations({ type = 'f64' }: Options, counters: readonly Counter[]): Buffer {
  const numbers = counters.flatMap(({ c, steps }) => [type === 'u8' ? c % 256 : c, steps])
  const Type = { f64: Float64Array, f32: Float32Array, u8: Uint8Array }[type]
  return Buffer.from(Type.from(numbers).buffer)
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
