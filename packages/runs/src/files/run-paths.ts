import { basename, join, resolve } from 'node:path'

/** The files of a run. */
export interface RunPaths {
  /** `runs/<name>`, absolute. */
  readonly directory: string
  /** The name of the folder. */
  readonly name: string
  /** `config.json`. */
  readonly config: string
  /** `run.json`. */
  readonly provenance: string
  /** `metrics.jsonl`. */
  readonly metrics: string
  /** The folder of the checkpoints. */
  readonly checkpoints: string
  /** The folder of the latest policy. */
  readonly policy: string
  /** The folder of the policy of the best evaluation, where policies are evaluated. */
  readonly best: string
  /** The folder of the latest policy with averaged parameters, where they are averaged. */
  readonly average: string
  /** `report.html`. */
  readonly report: string
  /** Holds the id of the process that trains the run. */
  readonly lock: string
}

/** The files of the run in a folder. */
export function runPaths(directory: string): RunPaths {
  const absolute = resolve(directory)
  return {
    directory: absolute,
    name: basename(absolute),
    config: join(absolute, 'config.json'),
    provenance: join(absolute, 'run.json'),
    metrics: join(absolute, 'metrics.jsonl'),
    checkpoints: join(absolute, 'checkpoints'),
    policy: join(absolute, 'policy'),
    best: join(absolute, 'best'),
    average: join(absolute, 'average'),
    report: join(absolute, 'report.html'),
    lock: join(absolute, 'lock'),
  }
}
