// The text of an article, paragraph by paragraph, with places marked. The script marks within the same elements.
import { paragraphsOf, piecesOf, type Span } from '../spans.ts'

interface ArticleBodyProps {
  text: string
  /** In order, without overlaps. */
  spans: readonly Span[]
}

/** The paragraphs; `data-at` is where one begins in the stored text, and its text is that text, unit for unit. */
export function ArticleBody({ text, spans }: ArticleBodyProps) {
  const unnamed = new Set(spans)
  return (
    <div class="text" id="text" data-length={text.length}>
      {paragraphsOf(text).map(({ number, start, end }) => {
        const pieces = piecesOf(text.slice(start, end), start, spans)
        return (
          <div class="row">
            <a class="number" href={`#p${number}`} tabindex={-1} aria-hidden="true">
              {number}
            </a>
            <p id={`p${number}`} data-at={start} dir="auto">
              {pieces.map((piece) =>
                piece.marked ? (
                  <Marked text={piece.text} id={firstNamed(unnamed, end)} />
                ) : (
                  storable(piece.text)
                ),
              )}
            </p>
          </div>
        )
      })}
    </div>
  )
}

/** The element id of a place: links to `#c=start-end` find it without a script. */
export function markId({ start, end }: Span): string {
  return `c=${start}-${end}`
}

// --- Internal helpers ---

function Marked({ text, id }: { text: string; id: string | undefined }) {
  return <mark {...(id === undefined ? {} : { id })}>{storable(text)}</mark>
}

// A place that goes over several paragraphs is named where it begins.
function firstNamed(unnamed: Set<Span>, end: number): string | undefined {
  const [span] = unnamed
  if (span === undefined || span.start >= end) return undefined
  unnamed.delete(span)
  return markId(span)
}

// What HTML would drop (NUL) or a wire in UTF-8 replace, one unit for one unit.
function storable(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd')
}
