// One turn of a conversation as one block: the question, small; then the answer, its progress, or what went wrong.
import { filterText } from '../filters.ts'
import { mayHelp, troubleText } from '../trouble-text.ts'
import type { ChatTurn } from '../turn.ts'
import { chatWords } from '../words/chat.ts'
import { Actions } from './actions.tsx'
import { Answer, Phrased } from './answer.tsx'
import type { Showing } from './showing.ts'

interface TurnProps {
  turn: ChatTurn
  show: Showing
  /** Whether the search has taken so long that it should be seen. */
  slow?: boolean
  /** Whether to offer what to go on with: under the latest answer only. */
  latest?: boolean
}

/** The block. */
export function Turn({ turn, show, slow = false, latest = true }: TurnProps) {
  const { question, filters, state, answer, text } = turn
  const { language } = show
  const filtered = filterText(filters, language)
  return (
    <article class="turn" id={`turn-${turn.id}`} aria-busy={state === 'asking' ? 'true' : 'false'}>
      <h2 class="question">
        <bdi>{question}</bdi>
      </h2>
      {filtered !== '' && <p class="note">{chatWords(language).filtered(filtered)}</p>}
      {state === 'asking' && (
        <>
          {slow && text === '' && <Progress show={show} />}
          {text !== '' && <Phrased text={text} citations={[]} show={show} />}
        </>
      )}
      {answer !== null && <Answer answer={answer} show={show} />}
      {answer !== null && <Actions turn={turn} show={show} />}
      {(state === 'failed' || state === 'stopped') && <Failed turn={turn} show={show} />}
      {answer !== null && latest && <Suggestions suggestions={answer.suggestions} show={show} />}
    </article>
  )
}

/** A thin line that moves; still where motion is not wanted. */
export function Progress({ show }: Pick<TurnProps, 'show'>) {
  return (
    <div class="progress">
      <span class="hidden">{chatWords(show.language).asking}</span>
    </div>
  )
}

// --- Internal helpers ---

function Failed({ turn, show: { language, on } }: Pick<TurnProps, 'turn' | 'show'>) {
  const words = chatWords(language)
  const { trouble, question } = turn
  return (
    <div class="trouble">
      <p>{trouble === null ? words.stopped : troubleText(trouble, question, language)}</p>
      {on !== null && (trouble === null || mayHelp(trouble)) && (
        <button type="button" onClick={() => on.retry(turn)}>
          {words.retry}
        </button>
      )}
    </div>
  )
}

function Suggestions({ suggestions, show }: { suggestions: string[]; show: Showing }) {
  if (suggestions.length === 0) return null
  return (
    <section class="suggestions">
      <h3>{chatWords(show.language).suggestions}</h3>
      <Questions questions={suggestions} show={show} />
    </section>
  )
}

/** Questions to choose from: buttons, or links where there is no script. */
export function Questions({ questions, show: { on, askAddress } }: { questions: string[]; show: Showing }) {
  return (
    <ul class="questions">
      {questions.map((question) => (
        <li key={question}>
          {on !== null ? (
            <button type="button" onClick={() => on.ask(question)}>
              {question}
            </button>
          ) : askAddress === null ? (
            question
          ) : (
            <a class="button" href={askAddress(question)} rel="nofollow">
              {question}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
