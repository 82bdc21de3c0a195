import { Command, InvalidArgumentError, Option } from 'commander'
import { InputError } from './errors.ts'
import { modelNames } from './models.ts'
import { type NetworkName, networkNames } from './networks.ts'
import { NO_PYTHON } from './peers/python.ts'
import { defaults, LANES, MAX_WORKERS, type Settings } from './settings.ts'
import { allSubjects, hasOption, type Subject, type SubjectOption, subjects, subjectsWithPeers } from './subjects.ts'

/** Flags of the commands that measure, as commander gives them. */
interface Flags extends Omit<Settings, 'networks'> {
  readonly network?: readonly NetworkName[]
  readonly json?: string
}

/**
 * The `bench` command. Command modules are loaded when they are called, so help and error messages appear at once.
 *
 * @param given the words after `bench`
 */
export function createProgram(given: readonly string[]): Command {
  const command = ['bench', ...given.map(shown)].join(' ')
  const program = new Command('bench')
    .description(
      'Measures stepping, sampling, update and iteration, on one core and on all, in interleaved rounds; --python adds peers.',
    )
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      'after',
      examples('bench all', 'bench update --rows 1000000 --repeats 3', 'bench compare a.json b.json'),
    )

  const measuring = (name: string, description: string, some: readonly Subject[], more: readonly string[]) =>
    withSettings(program.command(name).description(description), some)
      .addOption(new Option('--json <file>', 'write the results there as JSON as well; - prints JSON instead'))
      .addHelpText('after', examples(...[name, ...more].map((line) => `bench ${line}`)))
      .action(async (flags: Flags) => {
        const { run } = await import('./commands/run.ts')
        await run(some, settingsOf(flags), flags.json, command)
      })

  for (const subject of allSubjects) {
    const { description, examples } = subjects[subject]
    measuring(subject, description, [subject], examples)
  }
  measuring('all', 'all of the above', allSubjects, ['all --json before.json', 'all --python ~/peers/bin/python'])

  withSettings(program.command('peers').description('the subjects that have peers in Python'), subjectsWithPeers)
    .addOption(
      new Option('--only <subjects>', `of ${subjectsWithPeers.join(', ')}`)
        .argParser(listOf('subject', subjectsWithPeers))
        .default(subjectsWithPeers),
    )
    .addOption(new Option('--json <file>', 'write the results there as JSON as well; - prints JSON instead'))
    .addHelpText(
      'after',
      examples('bench peers --python ~/peers/bin/python', 'bench peers --python python3 --only update'),
    )
    .action(async ({ only, ...flags }: Flags & { readonly only: readonly string[] }) => {
      if (flags.python === undefined) throw new InputError(NO_PYTHON)
      const { run } = await import('./commands/run.ts')
      const some = subjectsWithPeers.filter((subject) => only.includes(subject))
      await run(some, settingsOf(flags), flags.json, command)
    })

  program
    .command('compare')
    .description('compare two files of --json: what became faster or slower, and whether the change exceeds the spread')
    .argument('<a>', 'results before')
    .argument('<b>', 'results after')
    .addHelpText('after', examples('bench compare before.json after.json'))
    .action(async (a: string, b: string) => {
      const { compare } = await import('./commands/compare.ts')
      await compare(a, b)
    })

  withSettings(program.command('docs').description('measure everything and write the results as a page'), allSubjects)
    .option('--from <files...>', 'take the results of earlier --json instead of measuring, such as one a subject')
    .option('--out <file>', 'the page to write', 'docs/benchmarks.md')
    .addHelpText(
      'after',
      examples(
        'bench docs --python ~/peers/bin/python',
        'bench docs --from results.json',
        'bench docs --from stepping.json update.json',
      ),
    )
    .action(
      async ({ from, out, ...flags }: Flags & { readonly from?: [string, ...string[]]; readonly out: string }) => {
        const { writeDocs, writeDocsFrom } = await import('./commands/docs.ts')
        if (from !== undefined) return writeDocsFrom(from, out)
        const { assertWritable } = await import('./result/result-file.ts')
        await assertWritable(out)
        const { measure } = await import('./commands/measure.ts')
        await writeDocs(await measure(allSubjects, settingsOf(flags), command), out)
      },
    )

  program
    .command('contestant', { hidden: true })
    .argument('<task>')
    .action(async (task: string) => {
      const { serve } = await import('./contestants/serve.ts')
      await serve(task)
    })

  return program
}

/** Adds the options that matter for measuring some subjects. */
function withSettings(command: Command, some: readonly Subject[]): Command {
  const has = (option: SubjectOption) => some.some((subject) => hasOption(subject, option))
  const count = (flags: string, text: string, value: number, low = 1) =>
    command.addOption(new Option(flags, text).argParser(wholeNumber(low, 100_000_000)).default(value))
  count('--repeats <n>', 'rounds that count, after one that warms up', defaults.repeats)
  command.addOption(
    new Option('--seconds <s>', 'length of a measurement whose work can be divided')
      .argParser(seconds)
      .default(defaults.seconds),
  )
  if (has('models'))
    command.addOption(
      new Option('--models <names>', `robots to step, separated by commas: ${modelNames.join(', ')}`)
        .argParser(listOf('model', modelNames))
        .default(defaults.models),
    )
  if (has('networks'))
    command.addOption(
      new Option('--network <names>', `network implementations, separated by commas: ${networkNames.join(', ')}`)
        .argParser(listOf('network', networkNames))
        .default(networkNames),
    )
  if (has('steps'))
    count('--steps <n>', 'steps of a batch; an iteration takes whole paths of 1,000', defaults.steps, LANES)
  if (has('rows')) count('--rows <n>', 'rows of the 11-50-50-3 update', defaults.rows, 1000)
  if (has('small-rows')) count('--small-rows <n>', 'rows of the 9-30-2 update', defaults.smallRows, 1000)
  if (has('image-rows'))
    count(
      '--image-rows <n>',
      "rows of the update of the paper's network of Atari, and steps of its iteration",
      defaults.imageRows,
      100,
    )
  if (has('workers')) {
    count('--scaling-rows <n>', 'rows of the 11-50-50-3 update over workers', defaults.scalingRows, 1000)
    command.addOption(
      new Option('--workers <n>', 'workers that scaling compares with one, and threads of its peers')
        .argParser(wholeNumber(2, MAX_WORKERS))
        .default(defaults.workers, 'all cores'),
    )
  }
  if (has('peers'))
    command.option('--python <path>', 'a Python with torch, gymnasium, sb3-contrib, envpool, to measure these too')
  if (has('threads')) {
    const beyond = has('workers') ? ', except in scaling' : ''
    count('--threads <n>', `threads that each peer may use; ours use one${beyond}`, defaults.threads)
  }
  return command
}

/** Settings of flags; those that a command does not have are the defaults. */
function settingsOf({ network, json: _json, ...flags }: Flags): Settings {
  return { ...defaults, ...flags, networks: network ?? networkNames }
}

function examples(...lines: readonly string[]): string {
  return `\nExamples (before each: npx --yes pnpm@10):\n${lines.map((line) => `  ${line}`).join('\n')}`
}

/**
 * A word as a shell takes it. Of a path outside the current folder it keeps only the last part, since the rest means
 * nothing elsewhere.
 */
function shown(word: string): string {
  const short = word.replace(/(^|=)(~|\.\.)?\/.*\//, '$1')
  return /^[\w./:=,@~+-]+$/.test(short) ? short : `'${short.replaceAll("'", "'\\''")}'`
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= low && value <= high))
      throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`)
    return value
  }
}

function seconds(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value > 0 && value <= 3600))
    throw new InvalidArgumentError('Expected a number of seconds above 0, at most 3600.')
  return value
}

function listOf<T extends string>(what: string, known: readonly T[]): (text: string) => readonly T[] {
  return (text) => {
    return [...new Set(text.split(','))].map((given) => {
      const name = known.find((one) => one === given)
      if (name === undefined)
        throw new InvalidArgumentError(`There is no ${what} '${given}'; expected one of ${known.join(', ')}.`)
      return name
    })
  }
}
