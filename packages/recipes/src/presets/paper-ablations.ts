import type { VineFields } from '../sampler/vine-fields.ts'
import { paperCartPole } from './paper-cart-pole.ts'
import { paperHopper } from './paper-hopper.ts'
import { paperMethod, STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, WITH_DAMPING } from './paper-method.ts'
import { paperSwimmer } from './paper-swimmer.ts'
import type { PaperTask } from './paper-task.ts'
import { paperWalker } from './paper-walker.ts'
import type { Preset, PresetSettings } from './preset.ts'

/** The settings on one task of the methods of section 8.1 other than single path. */
interface AblatedTask {
  /** The preset of the single path procedure. */
  readonly of: PaperTask
  /** The name of the task in a line of `trpo list`. */
  readonly task: string
  /** The sizes of its vine, from Table 2. */
  readonly vine: Pick<VineFields, 'states' | 'branchSteps'>
  /** lambda of Eq 17. */
  readonly lambda: number
}

const SECTION = 'Schulman et al. 2015, section 8.1'

/** A preset that differs from that of the single path procedure in some sections. */
function ablated(
  { of, task }: AblatedTask,
  method: string,
  title: string,
  about: Pick<Preset, 'source' | 'deviates'>,
  changed: Partial<PresetSettings>,
): Preset {
  return {
    name: `${of.name}-${method}`,
    summary: `${task} ${title}`,
    source: about.source,
    deviates: [...of.ofTask, ...(changed.sampler === undefined ? of.ofPaths : []), ...about.deviates],
    settings: { ...of.settings, ...changed },
  }
}

/** Section 5.2's procedure: K = 4 actions of the policy in each state of the rollout set. */
function vineOf(task: AblatedTask): Preset {
  const { discount, stateWeighting } = paperMethod.estimator
  return ablated(
    task,
    'vine',
    `by the vine: ${task.vine.states} states with 4 rollouts each, of at most ${task.vine.branchSteps} steps`,
    {
      source: `${SECTION} and 5.2, ${task.of === paperCartPole ? "Table 2's swimmer" : 'Table 2'}: 4 rollouts a state from 16 trunks of 1,000 steps`,
      deviates: [
        ...(task.of === paperCartPole ? ["the vine has the swimmer's size: Table 2 leaves cart-pole out."] : []),
        'the Fisher product sees every state of the rollout set, as there are few; appendix C subsamples a larger batch.',
        WITH_DAMPING,
        UNDISCOUNTED_STATES,
      ],
    },
    {
      sampler: {
        kind: 'vine',
        lanes: 48,
        trunks: 16,
        trunkSteps: 1000,
        ...task.vine,
        rows: 'rollout-set',
        proposal: { kind: 'policy', actions: 4 },
      },
      estimator: { kind: 'rollouts', discount, stateWeighting, lastValue: { kind: 'zero' } },
      objective: { form: 'self-normalised', metric: { kind: 'fisher', stride: 1 }, constraint: 'mean-kl' },
    },
  )
}

function naturalGradientOf(task: AblatedTask): Preset {
  const { damping, cgIterations, cgTolerance } = paperMethod.update
  return ablated(
    task,
    'natural-gradient',
    `by the natural gradient with lambda ${task.lambda}`,
    {
      source: `${SECTION} and Eq 17 (Kakade 2002): a fixed penalty in place of the constraint`,
      deviates: [
        'lambda comes from a coarse look at factors of three on cart-pole and the swimmer; the paper takes the best final performance of a sweep.',
        'advantages are not standardised, as their scale would turn the fixed penalty into an adaptive one.',
        WITH_DAMPING,
        UNDISCOUNTED_STATES,
      ],
    },
    {
      estimator: { ...paperMethod.estimator, standardizeAdvantages: false },
      update: { kind: 'natural-gradient', lambda: task.lambda, damping, cgIterations, cgTolerance },
    },
  )
}

function empiricalFisherOf(task: AblatedTask): Preset {
  const { metric, ...objective } = paperMethod.objective
  return ablated(
    task,
    'empirical-fisher',
    'with the empirical Fisher matrix',
    {
      source: `${SECTION}: the Fisher matrix is the covariance of the gradients of log pi at the actions that were taken`,
      deviates: [WITH_DAMPING, UNDISCOUNTED_STATES, STANDARDISED_ADVANTAGES],
    },
    { objective: { ...objective, metric: { ...metric, kind: 'empirical-fisher' } } },
  )
}

/** Section 8.1's max KL, "which was only tractable on the cart-pole problem". */
function maxKlOf(task: AblatedTask): Preset {
  const { maxKl, backtrackRatio, maxBacktracks } = paperMethod.update
  return ablated(
    task,
    'max-kl',
    'under a bound on the KL divergence of every state',
    {
      source: `${SECTION} and Eq 11: the greatest KL divergence in place of the mean`,
      deviates: [
        'a direction is held to the bound in every 25th sampled state, which takes seconds an iteration; the line search holds the step to it in all of them.',
        UNDISCOUNTED_STATES,
        STANDARDISED_ADVANTAGES,
      ],
    },
    {
      objective: { form: 'statewise', stride: 25 },
      update: { kind: 'max-kl', maxKl, damping: 0, tolerance: 1e-8, backtrackRatio, maxBacktracks },
    },
  )
}

const TASKS: readonly AblatedTask[] = [
  { of: paperCartPole, task: 'cart-pole', vine: { states: 125, branchSteps: 50 }, lambda: 3 },
  { of: paperSwimmer, task: 'the swimmer', vine: { states: 125, branchSteps: 50 }, lambda: 1 },
  { of: paperHopper, task: 'the hopper', vine: { states: 625, branchSteps: 100 }, lambda: 1 },
  { of: paperWalker, task: 'the walker', vine: { states: 625, branchSteps: 100 }, lambda: 1 },
]

/** The vine and the ablations of section 8.1 on the tasks on which the paper has them. */
export const paperAblations: readonly Preset[] = [
  ...TASKS.flatMap((task) => [vineOf(task), naturalGradientOf(task), empiricalFisherOf(task)]),
  maxKlOf(TASKS[0]),
]
