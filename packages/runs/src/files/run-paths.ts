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
  /** `gait.svg`, the policy as a picture that moves, where it was drawn. */
  readonly gait: string
  /** `episode.gif`, the policy in an environment that shows pixels, where it was drawn. */
  readonly episode: string
  /** `stride.svg`, poses of one stride, where they were drawn. */
  readonly stride: string
  /** `metrics.csv`, where it was asked for. */
  readonly csv: string
  /** The event file of TensorBoard, where it was asked for: `events.out.tfevents`. */
  readonly tensorboard: string
  /** `failed-episode.json`, where an episode has failed. */
  readonly failedEpisode: string
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
    gait: join(absolute, 'gait.svg'),
    episode: join(absolute, 'episode.gif'),
    stride: join(absolute, 'stride.svg'),
    csv: join(absolute, 'metrics.csv'),
    tensorboard: join(absolute, 'events.out.tfevents'),
    failedEpisode: join(absolute, 'failed-episode.json'),
    lock: join(absolute, 'lock'),
  }
}
