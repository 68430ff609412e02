// Ctrl-C and SIGTERM. Each is taken once: the second one ends the process at once, as ever.
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Resolves at the first signal to stop. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const { release } = onStop(() => {
      release()
      resolve()
    })
  })
}

/** Call `stop` at a signal until released. */
export function onStop(stop: () => void): { release(): void } {
  for (const signal of SIGNALS) process.once(signal, stop)
  return {
    release: () => {
      for (const signal of SIGNALS) process.off(signal, stop)
    },
  }
}
