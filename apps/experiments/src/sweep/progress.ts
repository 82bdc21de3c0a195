import { counted } from '@trpo/math/messages'
import { duration, short } from '../progress/format.ts'
import type { ProgressMessage } from '../progress/parent-channel.ts'
import type { RunEnd } from './run-process.ts'

/** A run as the progress of a sweep sees it. */
interface ShownRun {
  readonly name: string
  /** The number of iterations done before it was begun or resumed. */
  readonly from: number
  /** Iterations that it is to have. */
  readonly to: number
  /** Cores that it has. */
  readonly cores: number
}

/** Shows how far a sweep is. */
export interface SweepProgress {
  /** A run waits for a process that holds its lock. */
  waits(name: string, holder: number, lock: string): void
  /** A run is begun or resumed. */
  begin(run: ShownRun): void
  /** A run has done an iteration. */
  at(name: string, message: ProgressMessage): void
  /** A run has ended. */
  end(name: string, end: RunEnd): void
  stop(): void
}

/** A run under way. */
export interface RunUnderWay extends ShownRun {
  readonly iteration: number
  readonly meanReturn: number | null
}

/** What is known of a sweep at a moment. */
export interface SweepNow {
  readonly underWay: readonly RunUnderWay[]
  /** `3 of 10 finished, 2 running, 1 failed, about 4 m left` */
  readonly summary: string
}

/** Draws a sweep. */
export interface SweepDrawing {
  draw(now: SweepNow): void
  /** Says something that stays. */
  say(line: string): void
  stop(): void
}

/** What the progress of a sweep begins with. */
export interface SweepCounts {
  readonly runs: number
  readonly finished: number
  readonly failed: number
  /** Iterations of all runs that are still to be done. */
  readonly iterations: number
}

/** Keeps count of a sweep for what draws it. */
export function trackSweep(counts: SweepCounts, drawing: SweepDrawing, clock: () => number): SweepProgress {
  const underWay = new Map<string, RunUnderWay & { readonly began: number }>()
  let { finished, failed } = counts
  let done = 0
  const began = clock()
  const now = (): SweepNow => {
    const left = done === 0 ? undefined : ((clock() - began) / 1000 / done) * (counts.iterations - done)
    const parts = [
      `${finished} of ${counts.runs} finished`,
      `${underWay.size} running`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(left === undefined || left <= 0 ? [] : [`about ${duration(left)} left`]),
    ]
    return { underWay: [...underWay.values()], summary: parts.join(', ') }
  }
  return {
    waits(name, holder, lock) {
      drawing.say(
        `waiting   ${name} | process ${holder} trains it; stop that process, or delete ${lock} if it is something else`,
      )
      drawing.draw(now())
    },
    begin(run) {
      underWay.set(run.name, { ...run, iteration: run.from, meanReturn: null, began: clock() })
      drawing.draw(now())
    },
    at(name, { iteration, meanReturn }) {
      const run = underWay.get(name)
      if (run === undefined) return
      done += iteration - run.iteration
      underWay.set(name, { ...run, iteration, meanReturn })
      drawing.draw(now())
    },
    end(name, end) {
      const run = underWay.get(name)
      if (run === undefined) return
      underWay.delete(name)
      if (end.how === 'finished') {
        done += run.to - run.iteration
        finished++
        drawing.say(`finished  ${name} | return ${short(run.meanReturn)} | ${duration((clock() - run.began) / 1000)}`)
      } else if (end.how === 'failed') {
        failed++
        drawing.say(`failed    ${name} | ${end.reason}`)
      } else if (end.how === 'interrupted')
        drawing.say(`stopped   ${name} | ${run.iteration}/${counted(run.to, 'iteration')}`)
      drawing.draw(now())
    },
    stop: () => drawing.stop(),
  }
}

/** Milliseconds between two lines about the runs under way. */
const EVERY = 30_000

/** A line whenever a run ends, and now and then one that says how far the others are. */
export function plainLines(output: Pick<NodeJS.WriteStream, 'write'>, clock: () => number = Date.now): SweepDrawing {
  let drawn = clock()
  return {
    say: (line) => void output.write(`${line}\n`),
    draw({ underWay, summary }) {
      if (clock() - drawn < EVERY) return
      drawn = clock()
      const runs = underWay.map(({ name, iteration, to }) => `${name} ${iteration}/${to}`)
      output.write(`${summary}: ${runs.join(', ')}\n`)
    },
    stop() {},
  }
}
