/** An option of a subject's measurement, besides the rounds and their length. */
export type SubjectOption =
  | 'models'
  | 'networks'
  | 'steps'
  | 'rows'
  | 'small-rows'
  | 'image-rows'
  | 'workers'
  | 'threads'
  | 'peers'

/** The facts about a subject that its command needs. */
interface SubjectFacts {
  /** For the help. */
  readonly description: string
  readonly options: readonly SubjectOption[]
  /** Command lines for the help, without `bench`, in addition to the bare one. */
  readonly examples: readonly string[]
}

/**
 * The subjects that can be measured, by the name of their command, in the order of `all`. A new one is an entry here
 * and one in `suites/registry.ts`. This file loads nothing, so help and error messages appear at once.
 */
export const subjects = {
  stepping: {
    description: 'simulation alone: planar physics, MuJoCo alone and our lanes, model by model',
    options: ['models', 'threads', 'peers'],
    examples: ['stepping --models swimmer', 'stepping --python ~/peers/bin/python'],
  },
  sampling: {
    description: 'whole batches: policy, draws, simulation and storage, beside simulation alone',
    options: ['networks', 'steps'],
    examples: [],
  },
  update: {
    description: 'the policy update of two networks, and its parts; the fit of a value network',
    options: ['networks', 'rows', 'small-rows', 'image-rows', 'threads', 'peers'],
    examples: ['update --rows 1000000'],
  },
  iteration: {
    description: 'whole iterations of paper/swimmer, and their parts',
    options: ['networks', 'steps', 'threads', 'peers'],
    examples: [],
  },
  bridge: {
    description: 'environments of Gymnasium in Python, through our lanes and in a bare loop; nothing without --python',
    options: ['threads', 'peers'],
    examples: ['bridge --python ~/peers/bin/python'],
  },
  atari: {
    description:
      'games of Atari in Python, through our lanes and in a bare loop, and an iteration from pixels in parts; nothing without --python',
    options: ['image-rows', 'threads', 'peers'],
    examples: ['atari --python ~/.cache/trpo/python/bin/python'],
  },
  scaling: {
    description: 'one worker against all cores: sampling, the policy update and whole iterations of Swimmer-v5',
    options: ['steps', 'small-rows', 'image-rows', 'workers', 'peers'],
    examples: ['scaling --workers 4', 'scaling --python ~/peers/bin/python'],
  },
} as const satisfies Record<string, SubjectFacts>

/** A name of `subjects`. */
export type Subject = keyof typeof subjects

/** All of them, in order. */
export const allSubjects = Object.keys(subjects) as Subject[]

/** Whether a subject's measurement has an option. */
export function hasOption(subject: Subject, option: SubjectOption): boolean {
  const { options }: SubjectFacts = subjects[subject]
  return options.includes(option)
}

/** Those that Python peers can be measured at. */
export const subjectsWithPeers: readonly Subject[] = allSubjects.filter((subject) => hasOption(subject, 'peers'))
