import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks at a lock. */
const LOOK_EVERY = 100

/** Milliseconds that a process of a sweep that was killed may take to hear of it: nobody need know of the wait until then. */
const SAY_AFTER = 5000

/** A wait for a run that another process trains. */
export interface LockWait {
  /** The process that trains it now; undefined when none does. */
  readonly holder: () => Promise<number | undefined>
  /** Whether to wait no more. */
  readonly stopped: () => boolean
  /** Hears of a process that is waited for, once for each. */
  readonly onLong: (holder: number) => void
  /**
   * Lets so many milliseconds pass.
   * @default those of the clock
   */
  readonly pause?: (milliseconds: number) => Promise<unknown>
}

/**
 * Waits until nobody else trains a run: its process may not have heard yet that a sweep was killed, or somebody may train it by
 * hand. After a restart of the machine the lock may name a stranger, so that a long wait is made known. Gives whether there was
 * anything to wait for.
 */
export async function waitForLock({ holder, stopped, onLong, pause = sleep }: LockWait): Promise<boolean> {
  let said: number | undefined
  for (let waited = 0; ; waited += LOOK_EVERY) {
    const now = await holder()
    if (now === undefined || stopped()) return waited > 0
    if (waited >= SAY_AFTER && now !== said) {
      said = now
      onLong(now)
    }
    await pause(LOOK_EVERY)
  }
}
