import { fileURLToPath } from 'node:url'
import { HEADER_BYTES, MESSAGE, newFrame, readHeader } from '../pipe/frame.ts'
import { type ProcessPipe, processPipe } from '../pipe/process-pipe.ts'
import { failureOf } from './failure.ts'
import { PythonError } from './python-error.ts'

/** The server's program, which the package ships beside its code. */
const SERVER = fileURLToPath(new URL('../../../python/serve.py', import.meta.url))

/**
 * What a Python process finds in its environment variables where this process's own say nothing else: numbers are not computed by
 * more threads than one, as there is a process for each core, and no window is opened.
 */
const DEFAULTS = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', SDL_VIDEODRIVER: 'dummy' }

/** What it finds in any case: sets of strings are iterated in one order, so that equal seeds give equal bits. */
const FIXED = { PYTHONHASHSEED: '0' }

/** How long a process is waited for. */
export interface PythonLimits {
  /**
   * The seconds that an answer may take; then the process is killed.
   * @default 60
   */
  readonly timeLimit?: number | undefined
  /**
   * The seconds that it may take to start, and to make environments.
   * @default 120
   */
  readonly startLimit?: number | undefined
}

/** What runs in a process: versions, by name; null for a package that is not there. */
export interface PythonVersions {
  /** The version of Python. */
  readonly python: string
  /** The versions of the packages that environments may come from. */
  readonly packages: Readonly<Record<string, string | null>>
}

/** A request: its type, the set of lanes that it is about, and its payload. */
export interface HostRequest {
  readonly type: number
  readonly set: number
  readonly length: number
  /** Writes the payload, into memory whose first byte is aligned for every type. */
  write(payload: Uint8Array<ArrayBuffer>): void
}

/** A Python process that serves any number of sets of lanes. It is started when it is first asked for something. */
export interface PythonHost {
  /** Which of its processes there is now, from 1; 0 for none. Whoever finds another number than before has lost its lanes. */
  readonly generation: number
  /** Makes sure that there is a process. Throws a PythonError. */
  start(): PythonVersions
  /** The payload of the answer. Throws a PythonError; the fault `died` says that there is no process any more. */
  ask(request: HostRequest): Uint8Array<ArrayBuffer>
  /** Takes a number for a set of lanes, which keeps the process. */
  enter(): number
  /** Gives it back. After the last one the process ends. */
  leave(): void
}

/**
 * A host of Python environments.
 *
 * @param lingers the milliseconds that the process is kept once nobody uses it; starting one takes about a second
 */
export function pythonHost(python: string, limits: PythonLimits = {}, lingers = 0): PythonHost {
  const { timeLimit = 60, startLimit = 120 } = limits
  let pipe: ProcessPipe | undefined
  let generation = 0
  let sequence = 0
  let sets = 0
  let users = 0
  let versions: PythonVersions | undefined
  let closing: NodeJS.Timeout | undefined

  /** Sends a request to a process and waits for its answer. */
  const exchange = (to: ProcessPipe, { type, set, length, write }: HostRequest, seconds: number) => {
    sequence = (sequence + 1) % 2 ** 32
    const frame = newFrame({ type, sequence, set, length })
    write(frame.subarray(HEADER_BYTES))
    to.send(frame)
    const event = to.receive(1_000 * seconds)
    if (event?.kind === 'frame') {
      const header = readHeader(event.bytes)
      const payload = event.bytes.subarray(HEADER_BYTES)
      if (typeof header === 'object' && header.sequence === sequence) {
        if (header.type === MESSAGE.failure) throw failureOf(payload)
        if (header.type === type) return payload
      }
      to.kill()
      throw lost('protocol', 'it answered what it was not asked; something else writes to its pipe')
    }
    if (event === undefined) {
      const words = to.kill()
      throw lost('hung', `it did not answer within ${seconds} s and was killed${lastWords(words)}`)
    }
    if (event.kind === 'garbage') {
      to.kill()
      throw lost('protocol', `${event.reason}; something else writes to its pipe`)
    }
    throw lost('died', `it ended: ${event.reason}${lastWords(event.words)}`)
  }

  const lost = (fault: 'died' | 'hung' | 'protocol', what: string): PythonError => {
    const process = pipe?.pid === undefined ? python : `${python}, process ${pipe.pid}`
    pipe = undefined
    return new PythonError(fault, `the Python process of the environments (${process}) is lost: ${what}`)
  }

  const running = (): ProcessPipe => {
    if (pipe !== undefined) return pipe
    const variables = { ...DEFAULTS, ...process.env, ...FIXED }
    const started = processPipe({ command: python, args: ['-B', SERVER, String(process.pid)], variables })
    pipe = started
    generation++
    const nothing = { type: MESSAGE.hello, set: 0, length: 0, write: () => undefined }
    try {
      versions = JSON.parse(new TextDecoder().decode(exchange(started, nothing, startLimit)))
    } catch (error) {
      if (!(error instanceof PythonError)) throw error
      throw new PythonError(
        'missing',
        `${python} does not serve environments: ${error.message}; it must be Python 3.10 or newer with gymnasium and numpy, which \`trpo setup python\` installs`,
        { cause: error },
      )
    }
    return started
  }

  return {
    get generation() {
      return pipe === undefined ? 0 : generation
    },
    start() {
      running()
      if (versions === undefined) throw new Error('a process was started and did not say what it is')
      return versions
    },
    ask(request) {
      return exchange(running(), request, request.type === MESSAGE.open ? startLimit : timeLimit)
    },
    enter() {
      clearTimeout(closing)
      users++
      return ++sets
    },
    leave() {
      if (--users > 0) return
      const close = () => {
        pipe?.close()
        pipe = undefined
      }
      if (lingers === 0) close()
      else closing = setTimeout(close, lingers).unref()
    },
  }
}

function lastWords(words: string): string {
  const lines = words.trim().split('\n').slice(-12).join('\n')
  return lines === '' ? '' : `\n${lines}\n`
}
