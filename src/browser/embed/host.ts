// The page that holds the panel, as the panel sees it: it gives sessions and says what to do. Nothing is taken from anybody else.
import type { Filters } from '../../article.ts'
import { AskProblem } from '../ask-stream.ts'
import { readToPanel, wrapped, type ToPage, type ToPanel } from '../widget/protocol.ts'

export interface Host {
  /** A token that holds. Throws `AskProblem` when there is none to be had. `refused`: one that the server did not take. */
  token(refused?: string): Promise<string>
  tell(message: ToPage): void
}

interface HostOptions {
  origin: string
  onAsk(question: string): void
  onContext(filters: Filters): void
  onFocus(at: 'start' | 'end'): void
  /** Null: all is well. */
  onTrouble(trouble: 'refused' | 'away' | null): void
}

/** A token is renewed so long before its end, and waited for so long, in ms. */
const EARLY_MS = 20_000
const PATIENCE_MS = 12_000

interface Held {
  token: string
  until: number
}

/** Begin to talk with the page. */
export function createHost({ origin, onAsk, onContext, onFocus, onTrouble }: HostOptions): Host {
  let held: Held | null = null
  /** Whether the page has told of a session, or that there is none: the first time it does so by itself. */
  let heard = false
  let waiting: { resolve(held: Held): void; reject(error: AskProblem): void }[] = []

  const tell = (message: ToPage): void => parent.postMessage(wrapped(message), origin)
  const settle = (done: Held | AskProblem): void => {
    const all = waiting
    waiting = []
    for (const { resolve, reject } of all) {
      if (done instanceof AskProblem) reject(done)
      else resolve(done)
    }
  }
  const take = (message: ToPanel): void => {
    heard ||= message.type === 'session' || message.type === 'no_session'
    if (message.type === 'session') {
      held = { token: message.token, until: message.until }
      onTrouble(null)
      settle(held)
    } else if (message.type === 'no_session') {
      held = null
      onTrouble(message.reason)
      settle(
        message.reason === 'away'
          ? new AskProblem('unreachable', 0, 'the server does not answer')
          : new AskProblem('failed', 0, 'this origin is not allowed'),
      )
    } else if (message.type === 'ask') onAsk(message.question)
    else if (message.type === 'context') onContext(message.filters)
    else onFocus(message.at)
  }
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== origin) return
    const message = readToPanel(event.data)
    if (message !== null) take(message)
  })

  return {
    tell,
    token: async (refused) => {
      // Another call may have got a new one meanwhile.
      if (held?.token === refused) held = null
      if (held !== null && held.until > Date.now() + EARLY_MS) return held.token
      const first = waiting.length === 0
      const next = new Promise<Held>((resolve, reject) => waiting.push({ resolve, reject }))
      // One that is on its way already is the older one when it comes after another.
      if (first && heard) tell({ type: 'renew' })
      const timer = setTimeout(
        () => settle(new AskProblem('unreachable', 0, 'the page gives no session')),
        PATIENCE_MS,
      )
      try {
        return (await next).token
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
