// A thin line while something is on its way, and a sentence when it went wrong.
import { words } from '../here.ts'
import type { ApiError } from '../api.ts'

/** The line takes its room always, so that nothing jumps; it appears after 300 ms. */
export function Busy({ busy }: { busy: boolean }) {
  return (
    <div class="busy" data-busy={String(busy)} role="status">
      {busy && <span class="hidden">{words.loading}</span>}
    </div>
  )
}

interface FaultProps {
  error: ApiError | null
  /** Offered as a button where it may help to try again. */
  retry?: () => void
}

/** What went wrong, with the number under which the server's log has it; nothing without an error. */
export function Fault({ error, retry }: FaultProps) {
  if (error === null) return null
  return (
    <div class="fault" role="alert">
      <p>{error.message}</p>
      {error.requestId !== '' && <p class="quiet">{words.requestId(error.requestId)}</p>}
      {retry !== undefined && <button onClick={retry}>{words.retry}</button>}
    </div>
  )
}
