import { readdirSync, readFileSync } from 'node:fs'

/** What the processes that this one has started, and theirs, have taken. */
export interface TreeUse {
  /** Processor seconds, of those that have ended as well. */
  readonly cpu: number
  /** The most memory that all of them held together, in MiB: pages that two of them share are counted twice. */
  readonly peakMiB: number
}

/** Measures until it is stopped. */
export interface TreeMeter {
  stop(): TreeUse
}

/** The milliseconds between two looks, each of which costs a few of the processor. */
const INTERVAL = 2_000
/** Clock ticks a second in /proc/PID/stat: USER_HZ, the same on every Linux that Node runs on. */
const TICKS = 100

/** Looks every other second at what all descendants of this process take. Linux only: elsewhere nothing is found, and all is 0. */
export function meterTree(): TreeMeter {
  const seconds = new Map<number, number>()
  let peakMiB = 0
  const look = (): void => {
    let held = 0
    for (const { pid, cpu } of descendants(process.pid, processes())) {
      seconds.set(pid, cpu)
      held += residentMiB(pid)
    }
    peakMiB = Math.max(peakMiB, held)
  }
  const timer = setInterval(look, INTERVAL)
  return {
    stop() {
      clearInterval(timer)
      return { cpu: [...seconds.values()].reduce((sum, one) => sum + one, 0), peakMiB }
    },
  }
}

interface ProcessUse {
  readonly pid: number
  readonly parent: number
  readonly cpu: number
}

/** Those that stand under a process, itself not among them. */
function descendants(root: number, all: readonly ProcessUse[]): ProcessUse[] {
  const own = new Set([root])
  const found: ProcessUse[] = []
  // A child may have a lower number than its parent, so it takes as many rounds as the tree is deep.
  for (let before = -1; before !== found.length; ) {
    before = found.length
    for (const one of all)
      if (own.has(one.parent) && !own.has(one.pid)) {
        own.add(one.pid)
        found.push(one)
      }
  }
  return found
}

function processes(): ProcessUse[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (useOf(Number(name)) ?? []) : []))
}

function useOf(pid: number): ProcessUse | undefined {
  try {
    // After the name, which is in parentheses and may hold anything: state, parent, ..., as 12th and 13th utime and stime.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return {
      pid,
      parent: Number(fields[1]),
      cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
    }
  } catch {
    // It has ended.
    return undefined
  }
}

function residentMiB(pid: number): number {
  try {
    return Number(/^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
