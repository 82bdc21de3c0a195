import { PHYSICS, type Physics, paperSwimmer } from '@trpo/recipes'
import { Command, Option } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import type { CheckOptions } from './commands/check.ts'
import type { ExitCode } from './commands/session.ts'
import type { WhichPolicy } from './evaluate/policy-of-run.ts'
import { collect, examples, iterations, out, seed, wholeNumber, workers } from './program-options.ts'
import { addSetupCommands } from './program-setup.ts'
import { addSweepCommands } from './program-sweeps.ts'
import { addTuneCommand } from './program-tune.ts'
import { RUNS } from './run/find-run.ts'
import { commandLine } from './run/next-commands.ts'

/** How a run is named in a command. */
const RUN = `folder of the run, or its name in ${RUNS}/`

/**
 * The `trpo` command. Each command module is loaded when it is called, so that help and mistakes answer at once.
 * The file is long because it is one list: every command with its options, in the order of the help.
 *
 * @param given the words after `trpo`
 * @param ended hears the exit code
 */
export function createProgram(given: readonly string[], ended: (code: ExitCode) => void): Command {
  const command = commandLine(...given)

  const program = new Command('trpo')
    .description('Trust Region Policy Optimization (Schulman et al. 2015): train, resume, evaluate and report.')
    .version(packageJson.version)
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      'after',
      examples('trpo start', 'trpo list', 'trpo train paper/cart-pole --seed 2', 'trpo train --env ./my-env.ts'),
    )

  program
    .command('start')
    .description(
      `the main job, ${paperSwimmer.name}: ${paperSwimmer.summary}; then Hopper-v5; resumes where it was stopped`,
    )
    .addOption(seed().default(1))
    .option('--name <name>', 'name of the first run; the second adds -hopper (default: paper-swimmer-seed<n>)')
    .addOption(out())
    .addOption(workers())
    .addHelpText('after', examples('trpo start', 'trpo start --seed 2'))
    .action(async (options: { seed: number; name?: string; out: string; workers?: number }) => {
      const { start } = await import('./commands/start.ts')
      ended(await start({ ...options, command }))
    })

  program
    .command('train')
    .description('begin a run of a preset, of an environment of your own or of Gymnasium, or of a config file')
    .argument('[preset]', 'one that `trpo list` shows, a config file (.json), gym:<id> of Gymnasium, or atari:<game>')
    .option(
      '--env <file>',
      'module that exports createEnvironment(); TypeScript runs as it is; or gym:<id>, or atari:<game>',
    )
    .option('--config <file>', 'a whole config, such as the config.json of another run')
    .addOption(seed())
    .addOption(iterations('how many iterations the run has'))
    .option('--set <key=value>', 'another value for a field of the config; may be given again', collect, [])
    .option('--name <name>', 'name of the run (default: <preset>-seed<n>)')
    .addOption(out())
    .option('--force', 'replace a run of that name', false)
    .addOption(workers())
    .option('--tensorboard', 'keep an event file of TensorBoard beside the records', false)
    .option('--csv', 'keep metrics.csv beside the records, a row an iteration', false)
    .addHelpText(
      'after',
      examples(
        'trpo train paper/swimmer --seed 3',
        'trpo train paper/cart-pole --iterations 10 --set update.maxKl=0.02 --set policy.hidden=32,32',
        'trpo train --env ./my-env.ts --name first-try --tensorboard',
        'trpo train gym:LunarLander-v3',
        'trpo train atari:pong',
        'trpo train --config runs/first-try/config.json --name again',
      ),
    )
    .action(async (preset: string | undefined, options: TrainFlags) => {
      const { train } = await import('./commands/train.ts')
      ended(await train({ preset, ...options, command }))
    })

  addSweepCommands(program, command, ended)
  addTuneCommand(program, command, ended)

  program
    .command('check')
    .description('hold an environment to every rule of its contract, and say what to do about those that it breaks')
    .argument('<environment>', 'file that exports createEnvironment(), a name that `trpo list` shows, or gym:<id>')
    .addOption(seed().default(1))
    .addOption(
      new Option('--steps <n>', 'steps that each rule is tried for').argParser(wholeNumber(1, 1_000_000)).default(200),
    )
    .addOption(
      new Option('--physics <engine>', 'what moves a robot (default: planar where it can, otherwise mujoco)').choices(
        PHYSICS,
      ),
    )
    .addHelpText(
      'after',
      `${examples('trpo check ./my-env.ts', 'trpo check Hopper-v5 --physics mujoco')}\n\nExit codes: 0 all rules are kept, 1 one is broken, 2 it cannot be checked.`,
    )
    .action(async (environment: string, options: CheckOptions) => {
      const { check } = await import('./commands/check.ts')
      ended(await check(environment, options))
    })

  program
    .command('resume')
    .description('train a run on from its last checkpoint, to the same bits as if it had never stopped')
    .argument('<run>', RUN)
    .addOption(iterations('how many iterations the run is to have in all'))
    .addOption(workers())
    .addHelpText(
      'after',
      examples('trpo resume runs/paper-swimmer-seed1', 'trpo resume runs/paper-swimmer-seed1 --iterations 400'),
    )
    .action(async (run: string, options: { iterations?: number; workers?: number }) => {
      const { continueRun } = await import('./commands/session.ts')
      ended(await continueRun(run, options.iterations, options.workers))
    })

  program
    .command('evaluate')
    .description('run the policies of runs and show returns and lengths, with drawn and with most likely actions')
    .argument('<runs...>', 'folders or names of runs, sweeps or folders of runs')
    .addOption(new Option('--episodes <n>', 'how many of each').argParser(wholeNumber(1, 1_000_000)).default(20))
    .addOption(new Option('--mode', 'most likely actions only').conflicts('sample'))
    .addOption(new Option('--sample', 'drawn actions only').conflicts('mode'))
    .addOption(seed())
    .addOption(
      new Option('--policy <which>', 'the last one, that of the best evaluation, or the one with averaged parameters')
        .choices(['last', 'best', 'average'])
        .default('last'),
    )
    .addOption(
      new Option('--iteration <n>', 'the checkpoint after that iteration (default: the last)').argParser(
        wholeNumber(0, 1_000_000_000),
      ),
    )
    .addOption(
      new Option('--max-steps <n>', 'give an episode up after so many steps')
        .argParser(wholeNumber(1, 1_000_000_000))
        .default(100_000),
    )
    .addOption(new Option('--physics <engine>', 'another engine than it was trained on').choices(PHYSICS))
    .addOption(
      new Option('--save', 'keep the returns of all episodes beside the run, in evaluations/')
        .default(false)
        .conflicts('iteration'),
    )
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      examples(
        'trpo evaluate runs/paper-swimmer-seed1',
        'trpo evaluate runs/sweep-Hopper-v5 --physics mujoco --save',
        'trpo evaluate runs/paper-swimmer-seed1 --mode --episodes 100 --json',
      ),
    )
    .action(async (runs: string[], { mode, sample, ...options }: EvaluateFlags) => {
      const { evaluate } = await import('./commands/evaluate.ts')
      const choices = mode ? (['mode'] as const) : sample ? (['sample'] as const) : (['sample', 'mode'] as const)
      ended(await evaluate(runs, { ...options, choices }))
    })

  program
    .command('render')
    .description('draw the policy of a run in its environment, as a picture that moves and needs no display')
    .argument('<run>', RUN)
    .option('--samples', 'drawn actions (default: most likely ones)', false)
    .addOption(seed())
    .addOption(
      new Option(
        '--seconds <n>',
        'how long it plays (default: 10); an episode that ends before is followed by the next one',
      ).argParser(wholeNumber(1, 120)),
    )
    .addOption(
      new Option('--iteration <n>', 'the checkpoint after that iteration (default: the last)').argParser(
        wholeNumber(0, 1_000_000_000),
      ),
    )
    .addOption(new Option('--physics <engine>', 'another engine than it was trained on').choices(PHYSICS))
    .addOption(
      new Option('--policy <which>', 'the last one, that of the best evaluation, or the one with averaged parameters')
        .choices(['last', 'best', 'average'])
        .default('last'),
    )
    .option('--still', 'poses of one stride, which do not move', false)
    .option(
      '--write <file>',
      'a .svg or a .gif, or with --still a .svg or a .png (default: gait.svg in the run, with --still stride.svg, of a game episode.gif)',
    )
    .addHelpText(
      'after',
      examples(
        'trpo render runs/paper-swimmer-seed1',
        'trpo render runs/paper-swimmer-seed1 --seconds 20 --physics mujoco --write swimmer.gif',
        'trpo render runs/paper-swimmer-seed1 --still --write swimmer.png',
      ),
    )
    .action(async (run: string, { samples, ...options }: RenderFlags) => {
      const { render } = await import('./commands/render.ts')
      ended(await render(run, { ...options, choice: samples ? 'sample' : 'mode' }))
    })

  program
    .command('verify')
    .description('compute the iterations of a run again and say whether every bit agrees, or what differs first')
    .argument('<run>', `${RUN}, finished or not; nothing is written into it`)
    .addOption(
      new Option(
        '--last <n>',
        'only the last n iterations, from the checkpoint before them (default: all, from the seed)',
      ).argParser(wholeNumber(1, 1_000_000_000)),
    )
    .addOption(workers())
    .addHelpText(
      'after',
      `${examples('trpo verify runs/paper-swimmer-seed1', 'trpo verify runs/paper-swimmer-seed1 --last 2')}\n\nExit codes: 0 all agrees, 1 something differs, 2 it cannot be verified, 130 stopped by a signal.`,
    )
    .action(async (run: string, options: { last?: number; workers?: number }) => {
      const { verify } = await import('./commands/verify.ts')
      ended(await verify(run, options.last, options.workers))
    })

  program
    .command('replay')
    .description('repeat the episode in which a run has failed, with the actions and draws that it had')
    .argument('<run>', RUN)
    .addOption(new Option('--last <n>', 'steps to show').argParser(wholeNumber(1, 1_000_000)).default(3))
    .addHelpText(
      'after',
      `${examples('trpo replay runs/my-env-seed1', 'trpo replay runs/my-env-seed1 --last 20')}\n\nExit codes: 0 it fails again, 1 it does not, 2 there is none.`,
    )
    .action(async (run: string, options: { last: number }) => {
      const { replay } = await import('./commands/replay.ts')
      ended(await replay(run, options))
    })

  program
    .command('list')
    .description('presets, environments, runs and sweeps; or all about one preset')
    .argument('[preset]', 'a preset')
    .addOption(out())
    .addHelpText('after', examples('trpo list', 'trpo list paper/swimmer'))
    .action(async (preset: string | undefined, options: { out: string }) => {
      const { list, listPreset } = await import('./commands/list.ts')
      ended(preset === undefined ? await list(options.out) : listPreset(preset))
    })

  program
    .command('export')
    .description('write the records of runs as tables or as event files of TensorBoard, into their folders')
    .argument('<runs...>', 'folders or names of runs, sweeps or folders of runs')
    .option('--csv', 'metrics.csv, a row an iteration and a column a number (the default)', false)
    .option('--tensorboard', 'an event file of TensorBoard', false)
    .addHelpText(
      'after',
      `${examples('trpo export runs/paper-swimmer-seed1', 'trpo export runs --tensorboard --csv')}\n\nA run that is resumed continues the files that it has.`,
    )
    .action(async (runs: string[], options: { csv: boolean; tensorboard: boolean }) => {
      const { exportRuns } = await import('./commands/export.ts')
      ended(await exportRuns(runs, options))
    })

  program
    .command('report')
    .description('draw the report of a run again')
    .argument('<run>', RUN)
    .addHelpText('after', examples('trpo report runs/paper-swimmer-seed1'))
    .action(async (run: string) => {
      const { report } = await import('./commands/report.ts')
      ended(await report(run))
    })

  addSetupCommands(program, ended)
  return program
}

interface TrainFlags {
  readonly env?: string
  readonly config?: string
  readonly seed?: number
  readonly iterations?: number
  readonly set: readonly string[]
  readonly name?: string
  readonly out: string
  readonly force: boolean
  readonly workers?: number
  readonly tensorboard: boolean
  readonly csv: boolean
}

interface EvaluateFlags {
  readonly policy: 'last' | 'best' | 'average'
  readonly episodes: number
  readonly mode?: boolean
  readonly sample?: boolean
  readonly seed?: number
  readonly iteration?: number
  readonly maxSteps: number
  readonly json: boolean
  readonly physics?: Physics
}

interface RenderFlags {
  readonly samples: boolean
  readonly policy: WhichPolicy
  readonly seconds?: number
  readonly seed?: number
  readonly iteration?: number
  readonly physics?: Physics
  readonly still: boolean
  readonly write?: string
}
