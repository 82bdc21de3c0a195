import { z } from 'zod'

/** The variable that tells a `trpo` process that its parent listens to its progress, and that it is to stop when that is gone. */
const VARIABLE = 'TRPO_PARENT_LISTENS'

/**
 * The exit code of a command whose run is another process's, where a parent listens: it can wait for that process, and then see
 * what is left to be done.
 */
export const TAKEN = 75

/** What a run says of an iteration to the process that started it. */
export interface ProgressMessage {
  /** The iteration that is done. */
  readonly iteration: number
  /** The iterations that it is to have. */
  readonly to: number
  /** The mean return of the last iteration in which an episode ended. */
  readonly meanReturn: number | null
}

const message: z.ZodType<ProgressMessage> = z.strictObject({
  iteration: z.int(),
  to: z.int(),
  meanReturn: z.number().nullable(),
})

/** What a child's message says; undefined when it is none of ours. */
export function readProgress(given: unknown): ProgressMessage | undefined {
  return message.safeParse(given).data
}

/** The environment of a child whose parent listens. Paths are meant from its working folder, whatever script the parent is. */
export function listenedTo({ INIT_CWD: _, ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, [VARIABLE]: '1' }
}

/** The way to the process that started this one and listens; undefined when none does. */
export interface ParentChannel {
  say(message: ProgressMessage): void
  /** Calls back when the parent is gone, however it ended, or has asked to stop by closing the channel; perhaps at once. */
  onClosed(listener: () => void): void
}

export function parentChannel(): ParentChannel | undefined {
  if (process.env[VARIABLE] === undefined || process.send === undefined) return undefined
  return {
    say(given) {
      // A parent that is gone by now is heard of by the other way.
      if (process.connected) process.send?.(given, () => {})
    },
    onClosed(listener) {
      if (!process.connected) listener()
      process.once('disconnect', listener)
      // Listening must not keep a process alive whose work is done.
      process.channel?.unref()
    },
  }
}
