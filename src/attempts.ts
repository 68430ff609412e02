// Work at a service elsewhere, which may be slow or fail for a moment: each try has its time, and a few follow one another.

export interface AttemptOptions {
  /** Tries in all. */
  tries: number
  /** For one try, in ms. */
  timeoutMs: number
  /** Before the second try, in ms; doubled before each later one. */
  pauseMs: number
  /** Whether one more try may help; a try that was too slow is worth one. */
  isPassing(error: unknown): boolean
  /** Aborted: rejects with its reason, and nothing more is tried. */
  signal?: AbortSignal | undefined
  sleep?: (ms: number) => Promise<void>
}

/** A try was too slow. */
export class TimeoutError extends Error {
  override name = 'TimeoutError'
}

/** The result of the first try that succeeds. Throws what the last one threw; what is still in work is not waited for. */
export async function attempt<T>(work: () => Promise<T>, options: AttemptOptions): Promise<T> {
  const { tries, pauseMs, isPassing, signal, sleep = wait } = options
  for (let turn = 1; ; turn += 1) {
    signal?.throwIfAborted()
    try {
      return await within(work(), options)
    } catch (error) {
      signal?.throwIfAborted()
      if (turn >= tries || !(error instanceof TimeoutError || isPassing(error))) throw error
      await sleep(pauseMs * 2 ** (turn - 1))
    }
  }
}

// --- Internal helpers ---

function within<T>(work: Promise<T>, { timeoutMs, signal }: AttemptOptions): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => end(() => reject(new TimeoutError(`no reply within ${timeoutMs} ms`))),
      timeoutMs,
    )
    const leave = (): void => end(() => reject(signal?.reason as Error))
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
      settle()
    }
    signal?.addEventListener('abort', leave, { once: true })
    work.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    )
  })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
