import { commitOfCode, loadNow, machineNow } from '../machine.ts'
import { now } from '../measure/clock.ts'
import { runRounds } from '../measure/run-rounds.ts'
import { NO_PYTHON, pythonVersion } from '../peers/python.ts'
import type { Results, SuiteResults } from '../result/schema.ts'
import { suiteResults } from '../result/suite-results.ts'
import { OUR_THREADS, type Settings } from '../settings.ts'
import { hasOption, type Subject } from '../subjects.ts'
import { suites } from '../suites/registry.ts'
import { progressLine } from './progress.ts'

/**
 * Measures the subjects, one suite after another, with progress on standard error. Every mistake that the user may have
 * made is found before anything is measured.
 */
export async function measure(subjects: readonly Subject[], settings: Settings, command: string): Promise<Results> {
  const { python, ...stated } = settings
  const machine = machineNow(python === undefined ? null : await pythonVersion(python))
  const commit = await commitOfCode()
  const startedAt = new Date().toISOString()
  const began = now()
  const progress = progressLine()
  const measured: SuiteResults[] = []
  const missing = new Set<string>()
  try {
    for (const [subject, create] of subjects.flatMap((subject) =>
      suites[subject](settings).map((one) => [subject, one] as const),
    )) {
      progress.show(`${subject}: preparing`)
      const suite = await create(settings)
      if (typeof suite === 'string') {
        missing.add(suite)
        continue
      }
      try {
        const { measured: rounds, notes } = await runRounds(suite, settings, (round, contestant) =>
          progress.show(
            `${suite.name}, ${round === 0 ? 'warm-up' : `round ${round} of ${settings.repeats}`}: ${contestant.name}`,
          ),
        )
        measured.push(suiteResults(suite, rounds, notes))
      } finally {
        for (const contestant of suite.contestants) await contestant.dispose()
      }
    }
  } finally {
    progress.clear()
  }
  const unequal =
    python !== undefined &&
    settings.threads !== OUR_THREADS &&
    subjects.some((subject) => hasOption(subject, 'threads'))
  return {
    format: 'trpo-bench',
    version: 3,
    command,
    startedAt,
    commit,
    seconds: now() - began,
    machine: { ...machine, loadAfter: loadNow() },
    settings: { ...stated, models: [...stated.models], networks: [...stated.networks] },
    suites: measured,
    notes: [
      ...(python === undefined && subjects.some((subject) => hasOption(subject, 'peers')) ? [NO_PYTHON] : []),
      ...(unequal
        ? [`Unequal threads outside of scaling: each peer may use ${settings.threads}, ours run on ${OUR_THREADS}.`]
        : []),
      ...missing,
    ],
  }
}
