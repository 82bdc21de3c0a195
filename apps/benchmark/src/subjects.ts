/** What a subject's measurement can be told, beyond rounds and their length. */
export type SubjectOption = 'models' | 'networks' | 'steps' | 'rows' | 'small-rows' | 'workers' | 'threads' | 'peers'

/** What can be measured, as a command. */
interface SubjectFacts {
  /** For the help. */
  readonly description: string
  readonly options: readonly SubjectOption[]
  /** Command lines for the help, without `bench`, beyond the bare one. */
  readonly examples: readonly string[]
}

/**
 * What can be measured, by the name of its command, in the order of `all`. A new one is an entry here and one in
 * `suites/registry.ts`; this file loads nothing, so that help and mistakes answer at once.
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
    description: 'the policy update of two networks, and its parts',
    options: ['networks', 'rows', 'small-rows', 'threads', 'peers'],
    examples: ['update --rows 1000000'],
  },
  iteration: {
    description: 'whole iterations of paper/swimmer, and their parts',
    options: ['networks', 'steps', 'threads', 'peers'],
    examples: [],
  },
  scaling: {
    description: 'one worker against all cores: sampling, the policy update and whole iterations of Swimmer-v5',
    options: ['steps', 'small-rows', 'workers', 'peers'],
    examples: ['scaling --workers 4', 'scaling --python ~/peers/bin/python'],
  },
} as const satisfies Record<string, SubjectFacts>

/** A name of `subjects`. */
export type Subject = keyof typeof subjects

/** All of them, in order. */
export const allSubjects = Object.keys(subjects) as Subject[]

/** Whether a subject's measurement can be told something. */
export function hasOption(subject: Subject, option: SubjectOption): boolean {
  const { options }: SubjectFacts = subjects[subject]
  return options.includes(option)
}

/** Those that Python peers can be measured at. */
export const subjectsWithPeers: readonly Subject[] = allSubjects.filter((subject) => hasOption(subject, 'peers'))
