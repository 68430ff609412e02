// What can be done with an answer: copy it with its sources, share it, say whether it helped.
import { useState } from 'hono/jsx'
import type { FeedbackRequest } from '../../answer-contract.ts'
import type { Language } from '../../language.ts'
import type { ChatTurn } from '../turn.ts'
import { chatWords } from '../words/chat.ts'
import type { Showing } from './showing.ts'

interface ActionsProps {
  turn: ChatTurn
  show: Showing
}

/** The row of actions. Without a script: the link to the answer's own page. */
export function Actions({ turn, show }: ActionsProps) {
  const { language, on, kept, base } = show
  const words = chatWords(language)
  const [notice, setNotice] = useState('')
  const { answer } = turn
  if (answer === null) return null
  const page = `${base}/answers/${encodeURIComponent(answer.id)}`
  if (on === null) {
    return kept ? (
      <p class="actions">
        <a href={page}>{words.share}</a>
      </p>
    ) : null
  }
  const { copy, share, rate } = on
  const told = { shared: '', copied: words.linkCopied, failed: page }
  return (
    <div class="actions">
      {answer.outcome !== 'refused' && (
        <button
          type="button"
          onClick={async () => setNotice((await copy(turn)) ? words.copied : words.notCopied)}
        >
          {words.copy}
        </button>
      )}
      {kept && share !== undefined && (
        <button type="button" onClick={async () => setNotice(told[await share(turn)])}>
          {words.share}
        </button>
      )}
      {kept && rate !== undefined && <Rating turn={turn} language={language} rate={rate} tell={setNotice} />}
      <span class="notice" role="status">
        {notice}
      </span>
    </div>
  )
}

interface RatingProps {
  turn: ChatTurn
  language: Language
  rate: NonNullable<NonNullable<Showing['on']>['rate']>
  tell(notice: string): void
}

// The reasons that a reader can judge.
const GIVEN = ['wrong_answer', 'wrong_source', 'outdated', 'incomplete', 'other'] as const
const REFUSED = ['should_answer', 'other'] as const

function Rating({ turn, language, rate, tell }: RatingProps) {
  const words = chatWords(language)
  const [asking, setAsking] = useState(false)
  const send = async (feedback: FeedbackRequest | null): Promise<void> => {
    const ok = await rate(turn, feedback)
    tell(ok ? (feedback === null ? '' : words.thanked) : words.notRated)
    setAsking(ok && feedback?.rating === 'down' && feedback.reason === undefined)
  }
  const toggle = (rating: 'up' | 'down') => send(turn.rating === rating ? null : { rating })
  const reasons = turn.answer?.outcome === 'refused' ? REFUSED : GIVEN
  return (
    <>
      <button type="button" aria-pressed={pressed(turn, 'up')} onClick={() => toggle('up')}>
        {words.useful}
      </button>
      <button type="button" aria-pressed={pressed(turn, 'down')} onClick={() => toggle('down')}>
        {words.useless}
      </button>
      {asking && (
        <fieldset class="reasons">
          <legend>{words.why}</legend>
          {reasons.map((reason) => (
            <button key={reason} type="button" onClick={() => send({ rating: 'down', reason })}>
              {words.reasons(reason)}
            </button>
          ))}
        </fieldset>
      )}
    </>
  )
}

function pressed({ rating }: ChatTurn, which: 'up' | 'down'): 'true' | 'false' {
  return rating === which ? 'true' : 'false'
}
