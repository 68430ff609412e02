// The script in the frame of the widget: asks for the page of the portal that holds it, and for no other.
import { render } from 'hono/jsx/dom'
import type { EmbedState } from '../web/embed-state.ts'
import { createConversation } from './chat/conversation.ts'
import { App, type Signals } from './embed/app.tsx'
import { createHost } from './embed/host.ts'
import { colour, toldAlone } from './embed/root.ts'
import { createVisitorApi } from './embed/visitor-api.ts'
import { kept } from './storage.ts'

const root = document.getElementById('app')
if (root?.dataset['state'] !== undefined) start(root, JSON.parse(root.dataset['state']) as EmbedState)

function start(root: HTMLElement, state: EmbedState): void {
  colour(state.appearance)
  root.replaceChildren()
  root.tabIndex = -1
  if (toldAlone(root, state.language)) return
  const signals: Signals = { context: {}, trouble: null, changed: () => undefined }
  const ask = (question: string): void => void conversation.ask(question, signals.context)
  const host = createHost({
    origin: state.host,
    onAsk: (question) => {
      if (question.trim() !== '') ask(question.trim())
    },
    onContext: (filters) => {
      signals.context = filters
      signals.changed()
    },
    onTrouble: (trouble) => {
      if (trouble === signals.trouble) return
      signals.trouble = trouble
      signals.changed()
    },
    onFocus: focus,
  })
  const api = createVisitorApi(host)
  const conversation = createConversation({
    ask: api.ask,
    store: kept(`touwen-widget-${state.channel}`),
    onAnswer: ({ question, answer }) => {
      if (answer === null) return
      const { id, outcome, answer: short } = answer
      host.tell({ type: 'answer', id, question, outcome, answer: short?.slice(0, 10_000) ?? null })
    },
  })
  // A failure is the page's to know of, too.
  let told = ''
  conversation.subscribe(() => {
    const last = conversation.turns.at(-1)
    if (last?.state !== 'failed') told = ''
    else if (told !== last.id) {
      told = last.id
      const { code = 'failed' } = last.trouble ?? {}
      host.tell({ type: 'error', code: code.slice(0, 100), message: last.question.slice(0, 2000) })
    }
  })
  render(
    <App
      state={state}
      conversation={conversation}
      api={api}
      signals={signals}
      ask={ask}
      close={() => host.tell({ type: 'close' })}
    />,
    root,
  )
  host.tell({ type: 'ready' })
}

const REACHABLE = 'a[href], button, textarea, summary, [tabindex="0"]'

function focus(at: 'start' | 'end'): void {
  const all = [...document.querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (one) => one.closest('[inert]') === null && one.offsetParent !== null,
  )
  const box = all.find((one) => one instanceof HTMLTextAreaElement) ?? all[0]
  // On a phone the keyboard would come with the box.
  const start = matchMedia('(pointer: coarse)').matches ? root : box
  const wanted = at === 'end' ? all.at(-1) : start
  wanted?.focus({ preventScroll: true })
}
