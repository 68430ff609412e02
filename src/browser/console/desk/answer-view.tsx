// An answer as the staff reads it: how it ended, the answer, the sentences it stands in, and where those stand.
import type { StoredAnswer } from '../../../answer-contract.ts'
import type { Answer, Citation, Nearest } from '../../../contract.ts'
import { desk } from './words.ts'

/** A new answer, or one that was stored. */
export function AnswerView({ answer }: { answer: Answer | StoredAnswer }) {
  const { outcome, pinned, notes, citations, alternatives, refusal } = answer
  return (
    <div class="answer">
      <p>
        <span class="tag" data-outcome={outcome}>
          {desk.outcomes(outcome)}
        </span>
        {pinned !== null && <span class="tag">{desk.pinnedBy(pinned.author)}</span>}
      </p>
      {notes.map((note) => (
        <p class="quiet">{note}</p>
      ))}
      {outcome === 'refused' ? (
        <p class="said">{refusal?.message ?? desk.refused}</p>
      ) : (
        <p class="said">{answer.answer}</p>
      )}
      {citations.map((citation) => (
        <Cited citation={citation} />
      ))}
      {outcome === 'conflicting' &&
        alternatives.map((side) => (
          <>
            <p class="said">{side.answer}</p>
            {side.citations.map((citation) => (
              <Cited citation={citation} />
            ))}
          </>
        ))}
      {refusal !== null && refusal.nearest.length > 0 && (
        <>
          <h3>{desk.nearest}</h3>
          {refusal.nearest.map((near) => (
            <NearestView nearest={near} />
          ))}
        </>
      )}
    </div>
  )
}

/** What comes nearest to a question: the sentence, and its article. */
export function NearestView({ nearest: { article, start, end, quote } }: { nearest: Nearest }) {
  return (
    <blockquote>
      <q>{shortened(quote)}</q>
      <footer class="quiet">
        <ArticleLink article={article} start={start} end={end} />
      </footer>
    </blockquote>
  )
}

interface LinkProps {
  article: { id: string; title: string; published_at: string | null }
  start: number
  end: number
}

/** Title and date, leading to the place in the article's own page. */
export function ArticleLink({ article: { id, title, published_at }, start, end }: LinkProps) {
  return (
    <>
      <a href={`/articles/${encodeURIComponent(id)}#c=${start}-${end}`}>{title}</a>
      {` · ${published_at ?? desk.undated}`}
    </>
  )
}

// --- Internal helpers ---

type Checked = Citation & { changed?: boolean; current_revision?: number | null }

function Cited({ citation }: { citation: Checked }) {
  const { article, start, end, quote, answer_start, answer_end, changed, current_revision } = citation
  const [from, to] = [(answer_start ?? start) - start, (answer_end ?? start) - start]
  return (
    <blockquote>
      <q>
        {quote.slice(0, from)}
        {to > from && <mark>{quote.slice(from, to)}</mark>}
        {quote.slice(to)}
      </q>
      <footer class="quiet">
        <ArticleLink article={article} start={start} end={end} />
        {[article.source, article.zone].map((one) => (one === null ? '' : ` · ${one}`))}
        {changed === true && (
          <span class="warn">{` · ${current_revision === null ? desk.articleGone : desk.changed}`}</span>
        )}
      </footer>
    </blockquote>
  )
}

/** Longest quote of what is merely near, in characters. */
const MOST_NEAR = 160

function shortened(text: string): string {
  return text.length > MOST_NEAR ? `${text.slice(0, MOST_NEAR)}…` : text
}
