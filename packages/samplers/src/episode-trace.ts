/**
 * What an episode had done when it failed, so that a single environment can repeat it: a reset, and then each action with the
 * draws that its step had. All of it is plain, so that it crosses any port.
 */
export interface EpisodeTrace {
  /** The lane, counted over all shards. */
  readonly lane: number
  /** The step that failed, from 0; steps are counted from the reset. */
  readonly step: number
  /** The iteration, from 0, in which it failed. */
  readonly iteration: number
  /** The draws of the reset: the coordinates (iteration, unit, step) of the stream `reset`, [3]. */
  readonly reset: Float64Array
  /**
   * The draws of the steps, a row for each stretch: (iteration, unit, step, count) are the coordinates of its first step in the
   * stream `environment`, and how many steps follow each other there, [stretches, 4].
   */
  readonly draws: Float64Array
  /** The actions since the reset, [n, k]. The last one is that of the step that failed; there is none where the reset did. */
  readonly actions: Float64Array
}

/** The same error, which also says what its episode had done. */
export function traced<E extends Error>(error: E, trace: EpisodeTrace): E & EpisodeTrace {
  return Object.assign(error, trace)
}

/** What the episode had done in which an error was thrown, also where it has crossed a port; undefined where it does not say. */
export function traceOf(error: unknown): EpisodeTrace | undefined {
  if (!(error instanceof Error)) return undefined
  const own: Readonly<Record<string, unknown>> = { ...error }
  const { lane, step, iteration, reset, draws, actions } = own
  if (typeof lane !== 'number' || typeof step !== 'number' || typeof iteration !== 'number') return undefined
  if (!(reset instanceof Float64Array && draws instanceof Float64Array && actions instanceof Float64Array))
    return undefined
  return { lane, step, iteration, reset, draws, actions }
}
