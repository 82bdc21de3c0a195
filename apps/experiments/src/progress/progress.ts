import type { Measures, TrainingRecord } from '@trpo/core'
import { SingleBar } from 'cli-progress'
import { duration, iterationFacts } from './format.ts'
import { iterationProgress } from './iteration-progress.ts'

/** Shows how far a run is. */
export interface Progress {
  /** Shows that an iteration is under way, in the part with that name in `timings`. */
  during(part: string, steps: number): void
  /** Shows that an iteration is done. */
  done(record: TrainingRecord): void
  stop(): void
}

/** What progress needs to know of a run. */
export interface ProgressSettings {
  /** What the numbers of its records mean. */
  readonly measures: Measures
  /** Iterations that were done before, and those of the finished run. */
  readonly from: number
  readonly to: number
  /** About how many steps an iteration samples. */
  readonly stepsPerIteration: number
}

/** The number of last iterations from which the time left is estimated. */
const RECENT = 10

/** Seconds until the end, from the mean of the last iterations. Undefined before there is one. */
function timeLeft(settings: ProgressSettings): {
  add(record: TrainingRecord): void
  seconds(): number | undefined
} {
  const recent: number[] = []
  let done = settings.from
  return {
    add(record) {
      recent.push(record.timings.total)
      if (recent.length > RECENT) recent.shift()
      done = record.iteration
    },
    seconds() {
      if (recent.length === 0) return undefined
      return ((settings.to - done) * recent.reduce((a, b) => a + b, 0)) / recent.length
    },
  }
}

/** `iteration  12/40 | return ... | 1 m 02 s left` */
export function lineProgress(settings: ProgressSettings, output: NodeJS.WriteStream): Progress {
  const left = timeLeft(settings)
  const width = String(settings.to).length
  return {
    during() {},
    done(record) {
      left.add(record)
      const number = `${String(record.iteration).padStart(width)}/${settings.to}`
      output.write(
        `iteration ${number} | ${iterationFacts(record, settings.measures)} | ${duration(record.timings.total)} | ${duration(left.seconds() ?? Number.NaN)} left\n`,
      )
    },
    stop() {},
  }
}

/** A bar that redraws itself on a terminal, with the facts of the last iteration. */
export function barProgress(settings: ProgressSettings, output: NodeJS.WriteStream): Progress {
  const left = timeLeft(settings)
  const within = iterationProgress()
  let facts = ''
  let iteration = settings.from + 1
  const bar = new SingleBar({
    stream: output,
    format: (_options, { value }, payload: { readonly part: string; readonly facts: string }) => {
      const width = 24
      const filled = Math.round(((value - settings.from) / Math.max(1, settings.to - settings.from)) * width)
      const drawn = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
      const seconds = left.seconds()
      const remaining = seconds === undefined ? '' : ` | ${duration(seconds)} left`
      const line = `${drawn} ${Math.min(iteration, settings.to)}/${settings.to} ${payload.part}${remaining}${payload.facts === '' ? '' : ` | ${payload.facts}`}`
      // A line that wraps cannot be drawn over.
      return line.slice(0, Math.max(20, (output.columns ?? 80) - 1))
    },
    hideCursor: true,
    gracefulExit: false,
    fps: 10,
  })
  bar.start(settings.to, settings.from, { part: '', facts })
  return {
    during(part, steps) {
      const sampled = Math.min(1, steps / settings.stepsPerIteration)
      const percent = part === 'sample' ? ` ${Math.round(100 * sampled)}%` : ''
      bar.update(iteration - 1 + within.at(part, sampled), { part: `${part}${percent}`, facts })
    },
    done(record) {
      left.add(record)
      within.done(record)
      iteration = record.iteration + 1
      facts = iterationFacts(record, settings.measures)
      bar.update(record.iteration, { part: '', facts })
    },
    stop: () => bar.stop(),
  }
}
