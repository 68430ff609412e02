// What a part of a page asks the API for: what came, what went wrong, whether it is on its way.
import { useCallback, useEffect, useState } from 'hono/jsx'
import { ApiError } from '../api.ts'
import { words } from '../here.ts'

export interface Fetched<T> {
  /** The last that came; it stays while the next is on its way. Null: nothing has come yet. */
  data: T | null
  error: ApiError | null
  busy: boolean
  /** Ask again. */
  reload(): void
}

/**
 * Ask for something, and again whenever `key` changes, which is to hold all that the call depends on; what then still comes
 * of the one before is dropped.
 */
export function useFetched<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [state, setState] = useState<Omit<Fetched<T>, 'reload'>>({ data: null, error: null, busy: true })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    const asking = async (): Promise<void> => {
      setState((before) => ({ ...before, busy: true }))
      try {
        const data = await ask(abort.signal)
        if (!abort.signal.aborted) setState({ data, error: null, busy: false })
      } catch (error) {
        if (!abort.signal.aborted)
          setState((before) => ({ ...before, error: asApiError(error), busy: false }))
      }
    }
    void asking()
    return () => abort.abort()
  }, [key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...state, reload }
}

/** Any fault as one that can be shown. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(words.broken)
}
