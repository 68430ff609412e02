// Choosing what a pinned answer cites: an article is searched for, and the sentences are pointed at in its text.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Article } from '../../../article.ts'
import type { SearchHit } from '../../../contract.ts'
import { api, type ApiError } from '../api.ts'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { asApiError } from '../parts/fetched.ts'
import { piecesOf, pressed, type Place } from './sentences.ts'
import { words } from './words.ts'

/** The cited place with its article. */
export interface Cited extends Place {
  article: Pick<Article, 'id' | 'revision' | 'title' | 'published_at'>
  quote: string
}

interface CiteProps {
  /** What is searched for first. */
  question: string
  cited: Cited | null
  onCite: (cited: Cited | null) => void
}

const HITS = 6

/** The chosen place; the search and the text below it. */
export function Cite({ question, cited, onCite }: CiteProps) {
  const [hits, setHits] = useState<SearchHit[] | null>(null)
  const [open, setOpen] = useState<{ article: Article; near: Place } | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLInputElement>(null)

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (thrown) {
      setError(asApiError(thrown))
    }
    setBusy(false)
  }
  const search = (): Promise<void> =>
    attempt(async () => {
      const query = box.current?.value.trim() ?? ''
      if (query === '') return
      const found = await api.post<{ hits: SearchHit[] }>('/v1/search', { query, limit: HITS })
      setHits(found.hits)
      setOpen(null)
    })
  const show = ({ article: { id }, start, end }: SearchHit): Promise<void> =>
    attempt(async () => {
      const article = await api.get<Article>(`/v1/articles/${encodeURIComponent(id)}`)
      setOpen({ article, near: { start, end } })
      onCite(null)
    })
  return (
    <fieldset class="cite" id="citation" tabindex={-1}>
      <legend>{desk.optional(words.citation)}</legend>
      <p class="quiet">{words.citationHint}</p>
      {cited !== null && <Chosen cited={cited} onDrop={() => onCite(null)} />}
      <div class="search">
        <input
          ref={box}
          type="search"
          aria-label={words.find}
          maxlength={500}
          value={question}
          onKeyDown={(event: KeyboardEvent) => {
            // It stands in a form that this must not send.
            if (event.key !== 'Enter' || event.isComposing) return
            event.preventDefault()
            void search()
          }}
        />
        <button type="button" onClick={search}>
          {words.find}
        </button>
      </div>
      <Busy busy={busy} />
      <Fault error={error} />
      {hits !== null && open === null && <Hits hits={hits} onShow={(hit) => void show(hit)} />}
      {open !== null && (
        <Text
          article={open.article}
          near={open.near}
          cited={cited}
          onCite={onCite}
          onBack={() => setOpen(null)}
        />
      )}
    </fieldset>
  )
}

// --- Internal helpers ---

function Chosen({ cited, onDrop }: { cited: Cited; onDrop: () => void }) {
  return (
    <blockquote>
      <span class="quiet">{words.quote}</span>
      <q>{cited.quote}</q>
      <footer class="quiet">{`${cited.article.title} · ${cited.article.published_at ?? desk.undated}`}</footer>
      <button type="button" onClick={onDrop}>
        {words.noCitation}
      </button>
    </blockquote>
  )
}

function Hits({ hits, onShow }: { hits: SearchHit[]; onShow: (hit: SearchHit) => void }) {
  return (
    <div aria-live="polite">
      <p class="quiet">{hits.length === 0 ? words.foundNone : words.found(hits.length)}</p>
      <ul class="hits">
        {hits.map((hit) => (
          <li>
            <button type="button" class="hit" onClick={() => onShow(hit)}>
              <strong>{hit.article.title}</strong>
              <span class="quiet">{` · ${hit.article.published_at ?? desk.undated}`}</span>
              <span class="passage">{hit.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface TextProps extends Pick<CiteProps, 'cited' | 'onCite'> {
  article: Article
  /** Shown first. */
  near: Place
  onBack: () => void
}

// Each sentence is a button: it can be reached and pressed without a mouse, and on phones.
function Text({ article, near, cited, onCite, onBack }: TextProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('[data-near]')
    if (box.current === null || first === null || first === undefined) return
    box.current.scrollTop = first.offsetTop - box.current.offsetTop - 8
    first.focus({ preventScroll: true })
  }, [article.id])
  const press = (piece: Place): void => {
    const place = pressed(cited, piece)
    onCite(place === null ? null : { article, ...place, quote: article.text.slice(place.start, place.end) })
  }
  const pieces = piecesOf(article.text)
  return (
    <div>
      <p class="buttons">
        <button type="button" onClick={onBack}>
          {shell.close}
        </button>
        <strong>{article.title}</strong>
      </p>
      <div class="sentences" ref={box} role="group" aria-label={words.text}>
        {pieces.map((piece, i) => (
          <>
            {between(article.text, pieces[i - 1], piece)}
            <button
              type="button"
              class="piece"
              aria-pressed={String(cited !== null && piece.start >= cited.start && piece.end <= cited.end)}
              data-near={piece.end > near.start && piece.start < near.end ? 'true' : undefined}
              onClick={() => press(piece)}
            >
              {article.text.slice(piece.start, piece.end)}
            </button>
          </>
        ))}
      </div>
    </div>
  )
}

function between(text: string, before: Place | undefined, piece: Place) {
  return text.slice(before?.end ?? 0, piece.start).includes('\n') ? <br /> : null
}
