/** Listens for Ctrl-C and for termination while a run trains. */
export interface Interruption {
  /** Whether a signal has come. */
  readonly requested: () => boolean
  /** Stops listening. */
  release(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Starts to listen: the first signal asks to stop, a second one ends the process at once with exit code 130. */
export function listenForInterruption(onFirst: () => void): Interruption {
  let requested = false
  const listener = () => {
    if (requested) process.exit(130)
    requested = true
    onFirst()
  }
  for (const signal of SIGNALS) process.on(signal, listener)
  return {
    requested: () => requested,
    release() {
      for (const signal of SIGNALS) process.off(signal, listener)
    },
  }
}
