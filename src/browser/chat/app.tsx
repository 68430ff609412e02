// The chat page: the box, the conversation, and the source beside it.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Citation } from '../../contract.ts'
import type { ChatState } from '../../web/chat-state.ts'
import { citedText } from '../../web/cited-text.ts'
import { chosenIn, filtersOf, NOTHING_CHOSEN } from '../../web/filters.ts'
import { MOST_ASKED, troubleText } from '../../web/trouble-text.ts'
import type { ChatTurn } from '../../web/turn.ts'
import { AskForm } from '../../web/view/ask-form.tsx'
import type { Showing } from '../../web/view/showing.ts'
import { Turn } from '../../web/view/turn.tsx'
import { Welcome } from '../../web/view/welcome.tsx'
import { chatWords } from '../../web/words/chat.ts'
import { commonWords } from '../../web/words/common.ts'
import type { Api } from './api.ts'
import type { Conversation } from './conversation.ts'
import { copyText, shareAddress } from './sharing.ts'
import { returnFocus, SourcePanel, type OpenSource } from './source-panel.tsx'
import { useConversation, useSlow } from './use-conversation.ts'

/** From this width on the source stands beside the answer. */
const WIDE = '(min-width: 1080px)'
/** Fingers: the keyboard would cover the page. */
const COARSE = '(pointer: coarse)'

interface AppProps {
  state: ChatState
  conversation: Conversation
  api: Api
  /** What was typed before the script was there. */
  typed: string
}

/** The page's content. */
export function App({ state, conversation, api, typed }: AppProps) {
  const { language, kept, open: mayAsk, choices, starters, newest } = state
  const words = chatWords(language)
  const turns = useConversation(conversation)
  const last = turns.at(-1)
  const slow = useSlow(last)
  const [chosen, setChosen] = useState(state.chosen)
  const [length, setLength] = useState(typed.trim().length)
  const [source, setSource] = useState<OpenSource | null>(null)
  const [count, setCount] = useState(0)
  const [said, setSaid] = useState('')
  // Once it was closed, it does not open by itself again.
  const unwanted = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  const box = (): HTMLTextAreaElement | null => form.current?.querySelector('textarea') ?? null

  const open = (citation: Citation, opener: unknown): void => {
    setCount((before) => before + 1)
    setSource({ citation, opener: opener instanceof HTMLElement ? opener : null })
  }
  const close = (): void => {
    if (source === null) return
    unwanted.current = true
    returnFocus(source, box())
    setSource(null)
  }
  const ask = (question: string): void => {
    setSource(null)
    void conversation.ask(question, filtersOf(chosen, choices.newest))
    if (matchMedia(COARSE).matches) box()?.blur()
  }
  const submit = (): void => {
    const field = box()
    const question = field?.value.trim() ?? ''
    if (field === null || question === '' || question.length > MOST_ASKED) return
    field.value = ''
    setLength(0)
    ask(question)
  }
  const show: Showing = {
    language,
    base: '',
    kept,
    askAddress: null,
    on: {
      open,
      ask: (question) => {
        ask(question)
        // What was pressed is gone.
        if (!matchMedia(COARSE).matches) box()?.focus({ preventScroll: true })
      },
      retry: ({ id }, alone) => void conversation.retry(id, alone),
      copy: ({ answer }) => copyText(answer === null ? '' : citedText(answer, language, location.origin)),
      share: ({ question, answer }) =>
        shareAddress(question, `${location.origin}/answers/${encodeURIComponent(answer?.id ?? '')}`),
      rate: (turn, feedback) => rate(api, conversation, turn, feedback),
    },
  }

  useEffect(() => {
    if (!matchMedia(COARSE).matches) box()?.focus({ preventScroll: true })
  }, [])
  // Each turn comes into view when it is asked and when it is answered.
  const seen = last === undefined ? '' : `${last.id} ${last.state}`
  const first = useRef(seen)
  useEffect(() => {
    if (last === undefined) return
    if (first.current !== seen) {
      bringIntoView(last.id)
      if (last.state !== 'asking') setSaid(spoken(last, state.language))
    }
    const [citation] = last.answer?.citations ?? []
    if (citation !== undefined && !unwanted.current && matchMedia(WIDE).matches) open(citation, null)
  }, [seen])
  useEffect(() => {
    document.documentElement.classList.toggle('with-source', source !== null)
    source?.opener?.scrollIntoView({ block: 'nearest' })
    if (source === null) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [source])

  return (
    <div class={source === null ? 'desk' : 'desk beside'}>
      <div class={turns.length === 0 ? 'talk fresh' : 'talk'}>
        {turns.length === 0 ? (
          <h1 class="about">{commonWords(language).about}</h1>
        ) : (
          <>
            <h1 class="hidden">{commonWords(language).name}</h1>
            <section class="turns" aria-label={words.conversation}>
              {turns.map((turn) => (
                <Turn key={turn.id} turn={turn} show={show} slow={slow === turn.id} latest={turn === last} />
              ))}
            </section>
          </>
        )}
        {mayAsk ? (
          <AskForm
            language={language}
            choices={choices}
            chosen={chosen}
            typed={typed}
            length={length}
            busy={slow !== null}
            script={{
              ref: form,
              onSubmit: (event) => {
                event.preventDefault()
                submit()
              },
              onInput: () => {
                setLength(box()?.value.trim().length ?? 0)
                const data = form.current === null ? null : new FormData(form.current)
                setChosen(data === null ? NOTHING_CHOSEN : chosenIn((name) => data.get(name)))
              },
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
                      setSource(null)
                      box()?.focus()
                    },
            }}
          />
        ) : (
          turns.length === 0 && <p class="closed">{words.closed}</p>
        )}
        {turns.length === 0 && <Welcome starters={mayAsk ? starters : []} newest={newest} show={show} />}
        <p class="hidden" aria-live="polite">
          {slow !== null && last?.state === 'asking' ? words.asking : said}
        </p>
      </div>
      {source !== null && (
        <SourcePanel key={String(count)} open={source} api={api} show={show} onClose={close} />
      )}
    </div>
  )
}

// --- Internal helpers ---

/** Rate a turn's answer; false when the server did not take it. */
export async function rate(
  api: Api,
  conversation: Conversation,
  { id, answer }: ChatTurn,
  feedback: Parameters<Api['rate']>[1],
): Promise<boolean> {
  if (answer === null) return false
  try {
    await api.rate(answer.id, feedback)
    conversation.rate(id, feedback?.rating ?? null)
    return true
  } catch {
    return false
  }
}

/** Whether a key sends the question: an input method uses Enter to take a word (229: the composition has just ended). */
export function sends({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229
}

/** Scroll to a turn. */
export function bringIntoView(id: string): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const turn = document.querySelector(`#${CSS.escape(`turn-${id}`)}`)
  turn?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' })
}

/** What a screen reader says of a turn that has ended. */
export function spoken(
  { answer, trouble, question, state }: ChatTurn,
  language: ChatState['language'],
): string {
  const words = chatWords(language)
  if (answer !== null) {
    if (answer.refusal !== null) return answer.refusal.message
    const items = answer.items.map((item) => item.answer)
    return [...answer.notes, ...(items.length > 1 ? items : [answer.answer ?? answer.text])].join(words.comma)
  }
  if (trouble !== null) return troubleText(trouble, question, language)
  return state === 'stopped' ? words.stopped : ''
}
