// A source of an answer: its mark [n], its quote, and the line that says whose it is.
import type { ArticleMeta } from '../../article.ts'
import type { Citation, CitedArticle } from '../../contract.ts'
import { articleAddress } from '../article-address.ts'
import { originalAddress } from '../text-fragment.ts'
import { quoteParts, type Changed } from '../turn.ts'
import { chatWords } from '../words/chat.ts'
import type { Showing } from './showing.ts'

interface MarkProps {
  citation: Citation
  show: Showing
}

/** The mark [n]: opens the passage beside the answer, or leads to it on the article's page. */
export function Mark({ citation, show: { language, on, base } }: MarkProps) {
  const { index, article } = citation
  const label = chatWords(language).sourceMark(index, article.title)
  if (on === null) {
    return (
      <a class="cite" href={articleAddress(article, citation, base)} aria-label={label}>
        {`[${index}]`}
      </a>
    )
  }
  return (
    <button
      type="button"
      class="cite"
      aria-label={label}
      onClick={(event) => on.open(citation, event.currentTarget)}
    >
      {`[${index}]`}
    </button>
  )
}

interface MarkedProps {
  text: string
  /** The numbers of its citations. */
  indexes: number[]
  citations: Citation[]
  show: Showing
}

/** A text with its marks behind it, on the same line as its last character. */
export function Marked({ text, indexes, citations, show }: MarkedProps) {
  const last = [...text].at(-1) ?? ''
  return (
    <>
      {text.slice(0, text.length - last.length)}
      <span class="tied">
        {last}
        {citations
          .filter(({ index }) => indexes.includes(index))
          .map((citation) => (
            <Mark key={String(citation.index)} citation={citation} show={show} />
          ))}
      </span>
    </>
  )
}

/** A quote with the answer marked inside it. */
export function Quote({ citation }: { citation: Citation }) {
  const [before, answer, after] = quoteParts(citation.quote, citation)
  return (
    <blockquote class="quote">
      {before}
      {answer !== '' && <mark>{answer}</mark>}
      {after}
    </blockquote>
  )
}

/** A source in full: quote, mark, and whose it is. */
export function Source({ citation, show }: { citation: Citation & Changed; show: Showing }) {
  return (
    <figure class="source">
      <Quote citation={citation} />
      <figcaption>
        <Meta article={citation.article} citation={citation} index={citation.index} show={show} />
      </figcaption>
    </figure>
  )
}

interface MetaProps {
  article: CitedArticle
  /** The place that is meant. */
  citation: Pick<Citation, 'start' | 'end' | 'quote'> & Changed
  /** Its number, where no mark stands beside it. */
  index?: number
  show: Showing
}

/** Title · source · zone · date, and where it can be read. */
export function Meta({ article, citation, index, show }: MetaProps) {
  const { language, base } = show
  const words = chatWords(language)
  const original = originalAddress(article.url, citation.quote)
  return (
    <>
      <p class="meta">
        {index !== undefined && <span class="number">{`[${index}]`}</span>}
        <a class="title" href={articleAddress(article, citation, base)} {...outward(base)}>
          <bdi>{article.title}</bdi>
        </a>
        {whose(article).map((part) => (
          <bdi key={part} class="part">
            {part}
          </bdi>
        ))}
        {original !== null && (
          <span class="part">
            <a href={original} target="_blank" rel="noopener noreferrer">
              {words.original}
              <span class="hidden">{words.newTab}</span>
            </a>
          </span>
        )}
      </p>
      {citation.changed === true && (
        <p class="changed">{citation.current_revision === null ? words.gone : words.changed}</p>
      )}
      <SameStory article={article} show={show} />
    </>
  )
}

/** Source, zone and day, as far as they are known. */
export function whose({ source, zone, published_at }: Pick<ArticleMeta, 'source' | 'zone' | 'published_at'>) {
  return [source, zone === source ? null : zone, published_at].filter((it): it is string => it !== null)
}

// --- Internal helpers ---

// In a frame a link must not put a whole page into it.
function outward(base: string): { target?: string; rel?: string } {
  return base === '' ? {} : { target: '_blank', rel: 'noopener' }
}

function SameStory({
  article: { same_story },
  show: { language, base },
}: Pick<MetaProps, 'article' | 'show'>) {
  if (same_story.length === 0) return null
  return (
    <details class="story">
      <summary>{chatWords(language).sameStory(same_story.length)}</summary>
      <ul>
        {same_story.map((other) => (
          <li key={other.id}>
            <a href={articleAddress({ id: other.id }, undefined, base)} {...outward(base)}>
              <bdi>{other.title}</bdi>
            </a>
            {[other.source, other.published_at]
              .filter((it) => it !== null)
              .map((part) => (
                <bdi key={part} class="part">
                  {part}
                </bdi>
              ))}
          </li>
        ))}
      </ul>
    </details>
  )
}
