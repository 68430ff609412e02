// Somebody else has changed a thing while it was in a form: said in the words of its page, with a way to the newest.
import { ApiError } from '../api.ts'
import { desk } from './words.ts'

/** The same error in these words when it is such a conflict (412), else as it is. */
export function conflictIn(error: ApiError, sentence: string): ApiError {
  const { status, code, requestId } = error
  return status === 412 ? new ApiError(sentence, { status, code, request_id: requestId }) : error
}

interface ReloadOfferProps {
  error: ApiError | null
  onReload?: (() => void) | undefined
}

/** The button that reads it anew; nothing without a conflict. */
export function ReloadOffer({ error, onReload }: ReloadOfferProps) {
  if (error?.status !== 412 || onReload === undefined) return null
  return (
    <p>
      <button type="button" onClick={onReload}>
        {desk.reload}
      </button>
    </p>
  )
}
