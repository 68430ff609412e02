// One question with the answer that was given, and what can be done now.
import type { StoredAnswer } from '../../../answer-contract.ts'
import { address, api } from '../api.ts'
import { AnswerView } from '../desk/answer-view.tsx'
import { AskAgain } from '../desk/ask-again.tsx'
import { desk } from '../desk/words.ts'
import { may } from '../here.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { useFetched } from '../parts/fetched.ts'
import { When } from '../parts/time.tsx'
import { words } from './words.ts'

export function OneQuestion({ id }: { id: string }) {
  const { data, error, busy, reload } = useFetched(id, (signal) =>
    // As it stands in the address.
    api.get<StoredAnswer>(`/v1/answers/${id}`, {}, signal),
  )
  return (
    <section class="one-question">
      <p class="back">
        <a href="/console/questions">{desk.back}</a>
      </p>
      <h1>{data === null ? words.one : data.question}</h1>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {data !== null && <Shown answer={data} />}
    </section>
  )
}

// --- Internal helpers ---

function Shown({ answer }: { answer: StoredAnswer }) {
  const { question, standalone_question, stored_at, channel, confidence, feedback } = answer
  return (
    <>
      <p class="quiet">
        <When at={stored_at} />
        {` · ${desk.channel} ${channel} · ${words.confidence} ${Math.round(confidence * 100)}%`}
      </p>
      {standalone_question !== question && (
        <p class="quiet">
          {words.standalone}: {standalone_question}
        </p>
      )}
      <h2>{words.stored}</h2>
      <AnswerView answer={answer} />
      {feedback !== null && (
        <>
          <h2>{words.feedback}</h2>
          <p>
            {desk.ratings(feedback.rating)}
            {feedback.reason !== null && ` · ${words.reasons(feedback.reason)}`}
            {' · '}
            <When at={feedback.at} />
          </p>
          {feedback.comment !== null && <blockquote>{feedback.comment}</blockquote>}
        </>
      )}
      <AskAgain question={standalone_question} />
      {may('admin') && (
        <p>
          <a class="button" href={address('/console/pins/new', { question: standalone_question })}>
            {words.pin}
          </a>
        </p>
      )}
    </>
  )
}
