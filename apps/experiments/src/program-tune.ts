import { type Command, Option } from 'commander'
import type { ExitCode } from './commands/session.ts'
import type { TuneOptions } from './commands/tune.ts'
import { collect, examples, iterations, jobs, out, wholeNumber } from './program-options.ts'

/**
 * Adds the command that searches for settings.
 *
 * @param command the words that were given, as a command line
 * @param ended hears the exit code
 */
export function addTuneCommand(program: Command, command: string, ended: (code: ExitCode) => void): void {
  program
    .command('tune')
    .description('search a space of settings for those with the greatest return; resumes where it was stopped')
    .argument('[preset]', 'what to tune: a preset that `trpo list` shows, or a config file (.json)')
    .option('--env <file>', 'module that exports createEnvironment()')
    .option(
      '--space <key=values>',
      'a setting and its values, or a range (log:a:b, lin:a:b, int:a:b, logint:a:b), or a JSON file of them; may be given again',
      collect,
      [],
    )
    .option('--set <key=value>', 'a setting that all candidates share; may be given again', collect, [])
    .addOption(
      new Option(
        '--candidates <n>',
        'how many are tried; the first is what is given, as it is (default: 27)',
      ).argParser(wholeNumber(1, 100_000)),
    )
    .option('--seeds <list>', 'seeds that each candidate is trained with (default: 101-103)')
    .addOption(
      new Option(
        '--method <method>',
        'halving: the best of each round train on; random: all train to the end (default: halving)',
      ).choices(['halving', 'random']),
    )
    .addOption(
      new Option(
        '--factor <n>',
        'halving: one in so many candidates goes on, for so many times more iterations (default: 3)',
      ).argParser(wholeNumber(2, 100)),
    )
    .addOption(
      new Option('--draw-seed <n>', 'where the candidates are drawn from (default: 1)').argParser(
        wholeNumber(0, 4_294_967_295),
      ),
    )
    .addOption(iterations('how many iterations the last round has (default: those of the preset)'))
    .addOption(
      new Option(
        '--score <score>',
        'training: by the returns of the last five iterations; evaluation: by the last evaluation (default: training)',
      ).choices(['training', 'evaluation']),
    )
    .option('--name <name>', 'name of the search (default: made of what is asked)')
    .addOption(out())
    .addOption(jobs())
    .option('--resume <search>', 'resume the search in that folder, or of that name')
    .option('--retry', 'try the runs again that failed', false)
    .option('--list', 'show the runs of the first round, or with --resume how the runs stand, and do none', false)
    .addHelpText(
      'after',
      `${examples(
        'trpo tune modern/hopper --space update.maxKl=log:0.003:0.1 --space estimator.gaeLambda=0.9,0.95,0.97',
        'trpo tune --env ./my-env.ts --space space.json --candidates 9 --iterations 90',
        'trpo tune paper/swimmer --method random --space policy.hidden=16,16;32,32;64,64 --candidates 3',
        'trpo tune Hopper-v5 --score evaluation --set evaluation.every=25 --space estimator.targetLambda=0.95,0.98,1',
        'trpo tune --resume runs/tune-modern-hopper-maxKl-gaeLambda',
      )}\n\nThe same command has the same candidates, and resumes the same search. Exit codes: 0 the best is found, 1 it is not, 130 stopped by a signal.`,
    )
    .action(async (preset: string | undefined, options: Omit<TuneOptions, 'command'>) => {
      const { tune } = await import('./commands/tune.ts')
      ended(await tune(preset, { ...options, command }))
    })
}
