import { CURVE_AXES, type CurveAxis } from '@trpo/runs'
import { InvalidArgumentError, Option } from 'commander'
import { RUNS } from './run/find-run.ts'
import { commandLine } from './run/next-commands.ts'

/** `--out`: the folder that holds the runs. */
export function out(): Option {
  return new Option('--out <dir>', 'folder that holds the runs').default(RUNS)
}

/** `--seed`: one of the seeds that the random streams take. */
export function seed(): Option {
  return new Option('--seed <n>', 'where all randomness comes from').argParser(wholeNumber(0, 4_294_967_295))
}

/** `--workers`: the number of threads. */
export function workers(): Option {
  return new Option('--workers <n>', 'threads to use; any number gives the same bits (default: all cores)').argParser(
    wholeNumber(1, 1024),
  )
}

/** `--jobs`: the number of runs at once. */
export function jobs(): Option {
  return new Option(
    '--jobs <n>',
    'most runs at once, each on the same number of cores (default: a core for each small run, all for a large one)',
  ).argParser(wholeNumber(1, 1024))
}

/** `--x`: what learning curves are drawn against. */
export function axis(standard: CurveAxis): Option {
  return new Option('--x <axis>', 'what the curves are drawn against').choices(CURVE_AXES).default(standard)
}

/** `--iterations`, described by `text`. */
export function iterations(text: string): Option {
  return new Option('--iterations <n>', text).argParser(wholeNumber(1, 1_000_000_000))
}

/** Examples below the help of a command, each beginning with the command as it was called here. */
export function examples(...lines: readonly string[]): string {
  const here = commandLine()
  return `\nExamples:\n${lines.map((line) => line.replace(/^trpo/, `  ${here}`)).join('\n')}`
}

/** Parses an option that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

/** Parses a whole number from `low` to `high`. Throws an InvalidArgumentError for anything else. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= low && value <= high))
      throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`)
    return value
  }
}

/** Parses names that commas separate. */
export function listed(text: string): readonly string[] {
  return text.split(',').map((word) => word.trim())
}

/** Parses a number that is more than 0 and at most 1. Throws an InvalidArgumentError for anything else. */
export function partOfOne(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('Expected a number that is more than 0 and at most 1.')
  return value
}
