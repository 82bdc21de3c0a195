import { type Command, Option } from 'commander'
import type { CompareOptions } from './commands/compare.ts'
import type { FigureOptions } from './commands/figure.ts'
import type { ExitCode } from './commands/session.ts'
import type { SweepOptions } from './commands/sweep.ts'
import { figures } from './figure/figures.ts'
import { axis, collect, examples, iterations, jobs, listed, out, partOfOne, wholeNumber } from './program-options.ts'

/**
 * Adds the commands about many runs: sweep, figure and compare.
 *
 * @param command the words that were given, as a command line
 * @param ended hears the exit code
 */
export function addSweepCommands(program: Command, command: string, ended: (code: ExitCode) => void): void {
  program
    .command('sweep')
    .description(
      'presets with every choice of some settings under several seeds, over all cores; resumes where it was stopped',
    )
    .argument('[presets...]', 'those that `trpo list` shows')
    .option('--env <file>', 'module that exports createEnvironment(), for all of them')
    .option('--config <file>', 'a whole config beside the presets; may be given again', collect, [])
    .option(
      '--set <key=values>',
      'values to try for a field of the config, such as a=1,3,9; may be given again',
      collect,
      [],
    )
    .option('--seeds <list>', 'seeds, such as 1-5 or 1,2,7 (default: 1-5)')
    .addOption(iterations('how many iterations each run has'))
    .option('--name <name>', 'name of the sweep (default: made of what is asked)')
    .addOption(out())
    .addOption(jobs())
    .option('--resume <sweep>', 'resume the sweep in that folder, or of that name')
    .option('--retry', 'try the runs again that failed', false)
    .option('--list', 'show the runs, and do none', false)
    .addHelpText(
      'after',
      `${examples(
        'trpo sweep paper/cart-pole --seeds 1-5',
        'trpo sweep paper/swimmer modern/cart-pole --set update.maxKl=0.003,0.01,0.03 --seeds 1-3',
        'trpo sweep --resume runs/sweep-paper-cart-pole',
        'trpo compare runs/sweep-paper-cart-pole --write curves.svg',
      )}\n\nThe same command resumes the same sweep. Exit codes: 0 all runs are finished, 1 some are not, 130 stopped by a signal.`,
    )
    .action(async (presets: string[], options: Omit<SweepOptions, 'command'>) => {
      const { sweep } = await import('./commands/sweep.ts')
      ended(await sweep(presets, { ...options, command }))
    })

  program
    .command('figure')
    .description(
      `a figure of the paper: ${figures.map(({ number, summary }) => `${number}, ${summary}`).join('; ')}; resumes where it was stopped`,
    )
    .argument('<number>', figures.map(({ number }) => number).join(' or '))
    .addOption(
      new Option('--scale <part>', "part of the paper's work, from minutes to 1, its full size")
        .argParser(partOfOne)
        .default(0.01),
    )
    .addOption(runsOf(figures.map(({ number, runs }) => `${runs} for ${number}`).join(', ')))
    .addOption(new Option('--tasks <list>', 'some of the tasks (default: all)').argParser(listed))
    .addOption(
      new Option('--algorithms <list>', 'some of the algorithms (default: all); max-kl is on cart-pole only').argParser(
        listed,
      ),
    )
    .addOption(axis('iterations'))
    .option('--name <name>', 'name of the sweep (default: the figure, and its scale)')
    .addOption(out())
    .addOption(jobs())
    .option('--retry', 'try the runs again that failed', false)
    .option('--list', 'show the runs, and do none', false)
    .addHelpText(
      'after',
      examples(
        'trpo figure 4 --list',
        'trpo figure 4 --tasks cart-pole --runs 3',
        'trpo figure 4 --scale 1 --tasks cart-pole,swimmer --algorithms single-path,vine,cem --x steps',
        'trpo figure 5 --tasks pong --algorithms single-path --scale 0.001',
      ),
    )
    .action(async (number: string, options: Omit<FigureOptions, 'command'>) => {
      const { figure } = await import('./commands/figure.ts')
      ended(await figure(number, { ...options, command }))
    })

  program
    .command('table')
    .description(
      'a table of the paper: 1, the scores in Atari beside the published ones, by the runs of figure 5; resumes where it was stopped',
    )
    .argument('<number>', '1')
    .addOption(
      new Option('--scale <part>', "part of the paper's work, from minutes to 1, its full size")
        .argParser(partOfOne)
        .default(0.001),
    )
    .addOption(runsOf('1'))
    .addOption(new Option('--tasks <list>', 'some of the games (default: all)').argParser(listed))
    .addOption(new Option('--algorithms <list>', 'vine or single-path (default: both)').argParser(listed))
    .option('--name <name>', 'name of the sweep (default: figure-5, and its scale)')
    .addOption(out())
    .addOption(jobs())
    .option('--retry', 'try the runs again that failed', false)
    .option('--list', 'show the runs, and do none', false)
    .addHelpText('after', examples('trpo table 1 --list', 'trpo table 1 --tasks pong,breakout --scale 0.01'))
    .action(async (number: string, options: Omit<FigureOptions, 'command' | 'x'>) => {
      const { table } = await import('./commands/table.ts')
      ended(await table(number, { ...options, command }))
    })

  program
    .command('compare')
    .description('a table of several runs, seed by seed and over seeds, and a picture of their learning curves')
    .argument(
      '<runs...>',
      'folders or names of runs, sweeps or folders of runs; seeds of one experiment are taken together',
    )
    .option(
      '--peer <label=path>',
      'curves of another implementation (JSON lines): a file, or a folder of them; may be given again',
      collect,
      [],
    )
    .option('--label <text>', 'one name for all runs, which have a curve a task then (default: their presets)')
    .addOption(
      new Option(
        '--stretch <n>',
        'iterations that a point of the curves stands for, by their mean (default: 1)',
      ).argParser(wholeNumber(1, 1_000_000)),
    )
    .option('--markdown', 'print a Markdown table', false)
    .addOption(axis('steps'))
    .option(
      '--write <file>',
      'a file for the table (.md), the curves (.svg, .png) or their points (.csv); may be given again',
      collect,
      [],
    )
    .addHelpText(
      'after',
      examples(
        'trpo compare runs/paper-swimmer-seed1 runs/paper-swimmer-seed2 --write curves.svg',
        'trpo compare runs/sweep-paper-cart-pole --x iterations --write curves.png --write curves.csv',
        'trpo compare runs/Hopper-v5-seed1 --peer sb3-contrib=docs/peers/sb3-trpo --x seconds --write curves.svg',
        'trpo compare runs/critic --label "@trpo, mean of 10 seeds" --stretch 20 --peer sb3-contrib=docs/peers/sb3-trpo --write robots.svg',
      ),
    )
    .action(async (runs: string[], options: CompareOptions) => {
      const { compare } = await import('./commands/compare.ts')
      ended(await compare(runs, options))
    })
}

/** How many runs there are of each algorithm. */
function runsOf(usual: string): Option {
  const text = `runs of each algorithm, of seeds 1 to n (default: ${usual})`
  return new Option('--runs <n>', text).argParser(wholeNumber(1, 1000))
}
