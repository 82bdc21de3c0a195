import { parentChannel } from '../progress/parent-channel.ts'

/** Listens for Ctrl-C and for termination while a run trains. */
export interface Interruption {
  /** Whether a signal has come. */
  readonly requested: () => boolean
  /** Stops listening. */
  release(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Starts to listen: the first signal asks to stop and says so, a second one ends the process at once with exit code 130. A
 * parent that listens asks to stop by closing its channel, or by ending.
 *
 * @param onRequested is called at the first request
 */
export function listenForInterruption(onRequested: () => void = () => {}): Interruption {
  let requested = false
  const listener = () => {
    if (requested) process.exit(130)
    requested = true
    process.stderr.write('\nstopping; press Ctrl-C again to stop at once\n')
    onRequested()
  }
  parentChannel()?.onClosed(() => {
    requested = true
  })
  for (const signal of SIGNALS) process.on(signal, listener)
  return {
    requested: () => requested,
    release() {
      for (const signal of SIGNALS) process.off(signal, listener)
    },
  }
}
