// “Ask again”: the question to the live service, with the result below; and, when it is answered now, the group is done.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Answer } from '../../../contract.ts'
import { api, type ApiError } from '../api.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { asApiError } from '../parts/fetched.ts'
import { notify } from '../parts/toast.tsx'
import { AnswerView } from './answer-view.tsx'
import { desk } from './words.ts'

interface AskAgainProps {
  question: string
  /** The group of questions that it belongs to, offered to be marked as done. */
  group?: string | undefined
  /** The note of the group, which marking keeps. */
  note?: string | null
  /** Ask as soon as it is shown, and again whenever this changes; absent: when the button is pressed. */
  at?: number
  /** Told when the group was marked. */
  onDone?: () => void
}

interface Asked {
  answer: Answer | null
  error: ApiError | null
  busy: boolean
}

/** The button, and what came of it. */
export function AskAgain({ question, group, note = null, at, onDone }: AskAgainProps) {
  const [asked, setAsked] = useState<Asked>({ answer: null, error: null, busy: false })
  const box = useRef<HTMLElement>(null)
  const ask = async (): Promise<void> => {
    setAsked((before) => ({ ...before, error: null, busy: true }))
    try {
      const answer = await api.post<Answer>('/v1/ask', { question })
      setAsked({ answer, error: null, busy: false })
    } catch (error) {
      setAsked({ answer: null, error: asApiError(error), busy: false })
    }
  }
  useEffect(() => {
    if (at === undefined) return
    box.current?.scrollIntoView({ block: 'nearest' })
    void ask()
  }, [at])
  const done = async (): Promise<void> => {
    try {
      await markGroup(group ?? '', 'done', note)
      notify(desk.markedDone, async () => {
        await markGroup(group ?? '', 'open', note)
        onDone?.()
      })
      onDone?.()
    } catch (error) {
      setAsked((before) => ({ ...before, error: asApiError(error) }))
    }
  }
  const { answer, error, busy } = asked
  return (
    <div class="ask-again" ref={box}>
      <p class="buttons">
        <button type="button" onClick={ask} disabled={busy}>
          {desk.askAgain}
        </button>
        <span class="quiet">{question}</span>
      </p>
      <Busy busy={busy} />
      <div aria-live="polite">
        {answer !== null && (
          <section class="result">
            <h3>{desk.newResult}</h3>
            <AnswerView answer={answer} />
            {group !== undefined && answer.outcome !== 'refused' && (
              <p>
                <button type="button" class="primary" onClick={done}>
                  {desk.markDone}
                </button>
              </p>
            )}
          </section>
        )}
      </div>
      <Fault error={error} retry={ask} />
    </div>
  )
}

/** Say what became of a question or a group. */
export async function markGroup(
  id: string,
  status: 'open' | 'done' | 'ignored',
  note: string | null,
): Promise<void> {
  await api.put(`/v1/questions/${encodeURIComponent(id)}/status`, {
    status,
    ...(note === null || note === '' ? {} : { note }),
  })
}
