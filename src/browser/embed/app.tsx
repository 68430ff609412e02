// What is in the panel of the widget: the conversation and the box, and over them the source of an answer.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Filters } from '../../article.ts'
import type { Citation } from '../../contract.ts'
import type { Language } from '../../language.ts'
import { citedText } from '../../web/cited-text.ts'
import type { EmbedState } from '../../web/embed-state.ts'
import { filterText, NOTHING_CHOSEN } from '../../web/filters.ts'
import { MOST_ASKED } from '../../web/trouble-text.ts'
import { AskForm } from '../../web/view/ask-form.tsx'
import type { Showing } from '../../web/view/showing.ts'
import { Turn } from '../../web/view/turn.tsx'
import { Welcome } from '../../web/view/welcome.tsx'
import { chatWords } from '../../web/words/chat.ts'
import { commonWords } from '../../web/words/common.ts'
import { widgetWords } from '../../web/words/widget.ts'
import { bringIntoView, rate, sends, spoken } from '../chat/app.tsx'
import type { Conversation } from '../chat/conversation.ts'
import { copyText } from '../chat/sharing.ts'
import { returnFocus, SourcePanel, type OpenSource } from '../chat/source-panel.tsx'
import { useConversation, useSlow } from '../chat/use-conversation.ts'
import type { VisitorApi } from './visitor-api.ts'

/** What the page of the portal tells, for the component to hear. */
export interface Signals {
  context: Filters
  trouble: 'refused' | 'away' | null
  /** Called when one of them has changed. */
  changed: () => void
}

interface AppProps {
  state: EmbedState
  conversation: Conversation
  api: VisitorApi
  signals: Signals
  /** Ask within what the page is about. */
  ask(question: string): void
  close(): void
}

/** There is nothing to choose from: the channel and the page say what is asked of. */
const NO_CHOICES = { zones: [], years: [], newest: null }
const STARTERS = 4
/** Fingers: the keyboard would cover the panel. */
const COARSE = '(pointer: coarse)'

/** The panel's content. */
export function App({ state, conversation, api, signals, ask, close }: AppProps) {
  const { language, appearance, kept } = state
  const [words, own] = [chatWords(language), widgetWords(language)]
  const turns = useConversation(conversation)
  const last = turns.at(-1)
  const slow = useSlow(last)
  const [, setHeard] = useState(0)
  const [newest, setNewest] = useState<string[]>([])
  const [length, setLength] = useState(0)
  const [source, setSource] = useState<OpenSource | null>(null)
  const [count, setCount] = useState(0)
  const [said, setSaid] = useState('')
  // What was open and gives the focus back, as soon as what lies under it can have it.
  const returning = useRef<OpenSource | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const box = (): HTMLTextAreaElement | null => form.current?.querySelector('textarea') ?? null
  const { context, trouble } = signals

  const open = (citation: Citation, opener: unknown): void => {
    setCount((before) => before + 1)
    setSource({ citation, opener: opener instanceof HTMLElement ? opener : null })
  }
  const back = (): void => {
    returning.current = source
    setSource(null)
  }
  const submit = (): void => {
    const field = box()
    const question = field?.value.trim() ?? ''
    if (field === null || question === '' || question.length > MOST_ASKED) return
    field.value = ''
    setLength(0)
    ask(question)
    if (matchMedia(COARSE).matches) field.blur()
  }
  const show: Showing = {
    language,
    base: location.origin,
    kept,
    askAddress: null,
    on: {
      open,
      ask: (question) => {
        ask(question)
        if (!matchMedia(COARSE).matches) box()?.focus({ preventScroll: true })
      },
      retry: ({ id }) => void conversation.retry(id),
      copy: ({ answer }) => copyText(answer === null ? '' : citedText(answer, language, location.origin)),
      rate: (turn, feedback) => rate(api, conversation, turn, feedback),
    },
  }

  useEffect(() => {
    signals.changed = () => setHeard((before) => before + 1)
  }, [])
  const wantsStarters = appearance.starters === null && conversation.turns.length === 0
  useEffect(() => {
    if (!wantsStarters) return
    let take = setNewest
    api.starters(STARTERS).then(
      (found) => take(found),
      () => undefined,
    )
    // Whoever has others by then, or is gone, takes none.
    return () => {
      take = () => undefined
    }
  }, [appearance.starters === null])
  const seen = last === undefined ? '' : `${last.id} ${last.state}`
  const first = useRef(seen)
  useEffect(() => {
    if (last === undefined || first.current === seen) return
    if (last.state === 'asking') setSource(null)
    bringIntoView(last.id)
    if (last.state !== 'asking') setSaid(spoken(last, language))
  }, [seen])
  useEffect(() => {
    if (source === null && returning.current !== null) returnFocus(returning.current, box())
    returning.current = null
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return
      if (source === null) close()
      else back()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [source])

  const { shown, text: label } = appearance.label
  return (
    <>
      {/* Under the source nothing can be reached. */}
      <div class="talk" inert={source !== null}>
        <div class="scroll">
          {turns.length === 0 ? (
            <div class="welcome">
              <p class="about">
                <bdi>{appearance.welcome ?? commonWords(language).about}</bdi>
              </p>
              <Welcome starters={appearance.starters ?? newest} newest={[]} show={show} />
            </div>
          ) : (
            <section class="turns" aria-label={words.conversation}>
              {turns.map((turn) => (
                <Turn key={turn.id} turn={turn} show={show} slow={slow === turn.id} latest={turn === last} />
              ))}
            </section>
          )}
        </div>
        {trouble !== null && (
          <p class="alert" role="alert">
            {trouble === 'away' ? own.away : own.refused}
          </p>
        )}
        <Context filters={context} language={language} clear={() => clearContext(signals)} />
        <AskForm
          language={language}
          choices={NO_CHOICES}
          chosen={NOTHING_CHOSEN}
          length={length}
          busy={slow !== null}
          label={shown ? (label ?? commonWords(language).label) : null}
          script={{
            ref: form,
            onSubmit: (event) => {
              event.preventDefault()
              submit()
            },
            onInput: () => setLength(box()?.value.trim().length ?? 0),
            onKeyDown: (event) => {
              if (!sends(event as KeyboardEvent)) return
              event.preventDefault()
              submit()
            },
            onStop: conversation.stop,
            onClear:
              turns.length === 0
                ? undefined
                : () => {
                    conversation.clear()
                    box()?.focus()
                  },
          }}
        />
        <p class="hidden" aria-live="polite">
          {slow !== null && last?.state === 'asking' ? words.asking : said}
        </p>
      </div>
      {source !== null && (
        <SourcePanel
          key={String(count)}
          open={source}
          api={api}
          show={show}
          onClose={back}
          closing={words.back}
        />
      )}
    </>
  )
}

// --- Internal helpers ---

interface ContextProps {
  filters: Filters
  language: Language
  clear(): void
}

// What the page is about narrows what is found: that must be seen, and can be taken away.
function Context({ filters, language, clear }: ContextProps) {
  const own = widgetWords(language)
  const parts = [
    filterText(filters, language),
    filters.region,
    filters.source,
    filters.article_ids === undefined ? '' : own.thesePages,
  ].filter((part) => part !== undefined && part !== '')
  if (parts.length === 0) return null
  return (
    <p class="context">
      <bdi>{own.context(parts.join(' · '))}</bdi>
      <button type="button" class="plain" onClick={clear}>
        {own.anything}
      </button>
    </p>
  )
}

function clearContext(signals: Signals): void {
  signals.context = {}
  signals.changed()
}
