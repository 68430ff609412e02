// A question that the news does not answer: that it does not, why, and what comes nearest. A result, not an error.
import type { Refusal as Refused } from '../../contract.ts'
import { LANGUAGES } from '../words/words.ts'
import { chatWords } from '../words/chat.ts'
import { Marked, Meta } from './cite.tsx'
import type { Showing } from './showing.ts'

/** The refusal with the nearest reports. */
export function Refusal({ refusal, show }: { refusal: Refused; show: Showing }) {
  const words = chatWords(show.language)
  const { reason, message, nearest } = refusal
  const says = LANGUAGES.some((language) => chatWords(language).notSaid === message)
  const headed = reason === 'not_found'
  return (
    <>
      <p class="answer refused">{headed ? words.notSaid : message}</p>
      {headed && !says && <p class="reason">{message}</p>}
      {nearest.length > 0 && (
        <section class="nearest">
          <h3>{words.nearest}</h3>
          <ul>
            {nearest.slice(0, 3).map(({ article, start, end, quote }, i) => (
              <li key={article.id}>
                <p class="near">
                  <Marked
                    text={quote}
                    indexes={[i + 1]}
                    citations={[{ ...nowhere, index: i + 1, article, start, end, quote }]}
                    show={show}
                  />
                </p>
                <Meta article={article} citation={{ start, end, quote }} show={show} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

// A place that answers nothing can be opened like one that does.
const nowhere = { answer_start: null, answer_end: null, in_text: null, score: 0, period: null }
