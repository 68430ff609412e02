// A job watched until it has ended.
import { useEffect, useState } from 'hono/jsx'
import type { Job } from '../../../job-contract.ts'
import { api, type ApiError } from '../api.ts'
import { asApiError } from '../parts/fetched.ts'

/** Between two looks, in ms: soon at first, and less often at what takes long. */
const SOONEST = 300
const SELDOMEST = 3000
/** Failed looks in a row until one gives up. */
const MOST_FAILURES = 5

export interface Watched {
  job: Job | null
  error: ApiError | null
  /** Look at once. */
  look(): void
}

/** The job of this id, and how it goes. */
export function useJob(id: string): Watched {
  const [state, setState] = useState<Omit<Watched, 'look'>>({ job: null, error: null })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const look = async (wait: number, failures: number): Promise<void> => {
      let failed = 0
      try {
        const job = await api.get<Job>(`/v1/jobs/${encodeURIComponent(id)}`, {}, abort.signal)
        setState({ job, error: null })
        if (job.finished_at !== null) return
      } catch (error) {
        if (abort.signal.aborted) return
        failed = failures + 1
        const told = asApiError(error)
        // A job that is not there will not come; a server that is away may.
        if (told.status === 404 || failed === MOST_FAILURES) {
          setState((before) => ({ ...before, error: told }))
          return
        }
      }
      timer = setTimeout(() => void look(Math.min(wait * 1.3, SELDOMEST), failed), wait)
    }
    void look(SOONEST, 0)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [id, turn])
  return { ...state, look: () => setTurn(turn + 1) }
}
