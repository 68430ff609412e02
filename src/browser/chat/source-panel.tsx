// The source beside the answer: fetched, scrolled to its place, closed with Esc. Where it stands is the style sheet's.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Article } from '../../article.ts'
import type { Citation } from '../../contract.ts'
import type { Showing } from '../../web/view/showing.ts'
import { SourceHead, SourceText } from '../../web/view/source.tsx'
import { chatWords } from '../../web/words/chat.ts'
import type { Api } from './api.ts'

/** What is open, and how it came to be. */
export interface OpenSource {
  citation: Citation
  /** Gets the focus back; null: it opened by itself, and takes no focus. */
  opener: HTMLElement | null
}

interface SourcePanelProps {
  open: OpenSource
  api: Pick<Api, 'article'>
  show: Showing
  onClose(): void
  /** On the button that closes it. Default: “close”. */
  closing?: string
}

/** The panel. A citation of its own `key` each time, so that it begins anew. */
export function SourcePanel({ open, api, show, onClose, closing }: SourcePanelProps) {
  const words = chatWords(show.language)
  const { citation, opener } = open
  const [article, setArticle] = useState<Article | null>(null)
  const [failed, setFailed] = useState(false)
  const panel = useRef<HTMLElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    let gone = false
    const load = async (): Promise<void> => {
      try {
        const found = await api.article(citation.article.id, citation.article.revision)
        if (!gone) setArticle(found)
      } catch {
        if (!gone) setFailed(true)
      }
    }
    void load()
    if (opener !== null) button.current?.focus({ preventScroll: true })
    return () => {
      gone = true
    }
  }, [])
  useEffect(() => {
    if (panel.current !== null && (article !== null || failed)) scrollTo(panel.current)
  }, [article, failed])

  return (
    <aside
      class="panel"
      aria-label={words.source}
      ref={panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div class="panel-top">
        <div class="panel-head">
          <SourceHead citation={citation} show={show} />
        </div>
        <button type="button" ref={button} onClick={onClose}>
          {closing ?? words.close}
        </button>
      </div>
      {/* What scrolls must be within reach of the keyboard. */}
      <div class="panel-text" tabindex={0} role="group" aria-label={citation.article.title}>
        <SourceText citation={citation} article={article} failed={failed} show={show} />
      </div>
    </aside>
  )
}

/** Give the focus back to what opened the panel, or to `otherwise` when it is gone. */
export function returnFocus({ opener }: OpenSource, otherwise: HTMLElement | null): void {
  if (opener === null) return
  if (opener.isConnected) opener.focus()
  else otherwise?.focus()
}

// --- Internal helpers ---

// Within the panel only: `scrollIntoView` would move the page as well.
function scrollTo(panel: HTMLElement): void {
  const text = panel.querySelector('.panel-text')
  const here = panel.querySelector('.here')
  if (text === null || here === null) return
  const by = here.getBoundingClientRect().top - text.getBoundingClientRect().top
  text.scrollTop += by - text.clientHeight / 3
}
