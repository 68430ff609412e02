// The source of an answer in its article: title and whose it is; the text around the place, with what is cited marked.
import type { Article } from '../../article.ts'
import type { Citation } from '../../contract.ts'
import { articleAddress } from '../article-address.ts'
import { originalAddress } from '../text-fragment.ts'
import { passageOf, type Piece } from '../passage.ts'
import { chatWords } from '../words/chat.ts'
import { whose } from './cite.tsx'
import type { Showing } from './showing.ts'

interface SourceHeadProps {
  citation: Citation
  show: Showing
}

interface SourceTextProps {
  citation: Citation
  /** Null while it is fetched, or when it cannot be had. */
  article: Pick<Article, 'text'> | null
  /** Whether it cannot be had: then the quote alone is shown. */
  failed: boolean
  show: Showing
}

/** Title, whose it is, and where the whole can be read. */
export function SourceHead({ citation, show }: SourceHeadProps) {
  const { language, base } = show
  const words = chatWords(language)
  const original = originalAddress(citation.article.url, citation.quote)
  return (
    <>
      <h2 class="headline">
        <bdi>{citation.article.title}</bdi>
      </h2>
      <p class="meta">
        {whose(citation.article).map((part) => (
          <bdi key={part} class="part">
            {part}
          </bdi>
        ))}
      </p>
      <p class="ways">
        {original !== null && (
          <a href={original} target="_blank" rel="noopener noreferrer">
            {words.onTheWeb}
            <span class="hidden">{words.newTab}</span>
          </a>
        )}
        <a
          href={articleAddress(citation.article, citation, base)}
          {...(base === '' ? {} : { target: '_blank', rel: 'noopener' })}
        >
          {words.wholePage}
        </a>
      </p>
    </>
  )
}

/** The text. The first marked element has the class `here`. */
export function SourceText({ citation, article, failed, show }: SourceTextProps) {
  const words = chatWords(show.language)
  return (
    <>
      {failed ? (
        <>
          <p class="note">{words.notLoaded}</p>
          <Paragraphs text={citation.quote} citation={shifted(citation)} />
        </>
      ) : article === null ? (
        <p class="note">{words.loading}</p>
      ) : (
        <Paragraphs text={article.text} citation={citation} />
      )}
    </>
  )
}

// --- Internal helpers ---

type Place = Pick<Citation, 'start' | 'end' | 'answer_start' | 'answer_end'>

function Paragraphs({ text, citation }: { text: string; citation: Place }) {
  const { paragraphs, cutBefore, cutAfter } = passageOf(text, citation)
  const first = paragraphs.flat().find(({ kind }) => kind !== 'plain')
  return (
    <div class="passage">
      {cutBefore && <p>…</p>}
      {paragraphs.map((pieces, i) => (
        <p key={String(i)}>
          {pieces.map((piece, at) => (
            <Part key={String(at)} piece={piece} here={piece === first} />
          ))}
        </p>
      ))}
      {cutAfter && <p>…</p>}
    </div>
  )
}

function Part({ piece: { text, kind }, here }: { piece: Piece; here: boolean }) {
  if (kind === 'plain') return <>{text}</>
  const marked = kind === 'answer' ? <strong>{text}</strong> : text
  return <mark class={here ? 'here' : ''}>{marked}</mark>
}

// Places in the quote instead of in its article.
function shifted({ start, end, answer_start, answer_end }: Place): Place {
  const by = (at: number | null): number | null => (at === null ? null : at - start)
  return { start: 0, end: end - start, answer_start: by(answer_start), answer_end: by(answer_end) }
}
