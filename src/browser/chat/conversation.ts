// The state of a conversation: its turns, asking, stopping, trying again, clearing; kept for the session. It knows no page.
import type { Filters } from '../../article.ts'
import type { AskEvent, AskRequest, Turn } from '../../contract.ts'
import { newTurn, type ChatTurn } from '../../web/turn.ts'
import { AskProblem } from '../ask-stream.ts'
import type { Kept } from '../storage.ts'

export interface ConversationDeps {
  /** Ask; the last event is the answer. Throws `AskProblem`. */
  ask(request: AskRequest, signal: AbortSignal): AsyncIterable<AskEvent>
  /** Where it is kept over a reload. Default: nowhere. */
  store?: Kept
  /** Told with each answer as it is there. */
  onAnswer?(turn: ChatTurn): void
  id?: () => string
}

export interface Conversation {
  /** The turns, oldest first: a new list whenever something has changed. */
  readonly turns: readonly ChatTurn[]
  /** Whether a question is in work. */
  readonly busy: boolean
  /** Ask; a question in work is stopped. Resolves when it has ended, whichever way. */
  ask(question: string, filters?: Filters): Promise<void>
  /** Give up the question in work. */
  stop(): void
  /** Ask a turn's question again, in its place. */
  retry(id: string): Promise<void>
  /** Forget all turns. */
  clear(): void
  /** Add a turn that was answered elsewhere. */
  add(turn: ChatTurn): void
  rate(id: string, rating: ChatTurn['rating']): void
  /** Called after every change; returns how to end that. */
  subscribe(listener: () => void): () => void
}

/** Turns that are kept, and characters of JSON they may take; storage holds some 5 MB for all pages of an origin. */
const MOST_TURNS = 20
const MOST_KEPT = 500_000
/** Turns that a follow-up is completed from. */
const TOLD = 5

/** A conversation; it begins with what was kept. A question that was in work when the page went is asked again. */
export function createConversation(deps: ConversationDeps): Conversation {
  const { ask, store, onAnswer, id = () => crypto.randomUUID() } = deps
  const listeners = new Set<() => void>()
  let turns: readonly ChatTurn[] = restored(store?.get() ?? null)
  let work: { id: string; abort: AbortController } | null = null

  const set = (next: readonly ChatTurn[]): void => {
    turns = next.slice(-MOST_TURNS)
    for (const listener of listeners) listener()
  }
  const change = (turnId: string, change: Partial<ChatTurn>): void =>
    set(turns.map((turn) => (turn.id === turnId ? { ...turn, ...change } : turn)))
  const keep = (): void => {
    if (turns.length === 0) store?.remove()
    else store?.set(keptText(turns))
  }

  const run = async (turn: ChatTurn): Promise<void> => {
    stop()
    const abort = new AbortController()
    const mine = { id: turn.id, abort }
    work = mine
    const before = turns.slice(
      0,
      turns.findIndex(({ id }) => id === turn.id),
    )
    try {
      const history = historyOf(before)
      const request: AskRequest = {
        question: turn.question,
        ...(history.length > 0 ? { history } : {}),
        ...(Object.keys(turn.filters).length > 0 ? { filters: turn.filters } : {}),
      }
      let text = ''
      let phrased = false
      for await (const event of ask(request, abort.signal)) {
        if (work !== mine) return
        if (event.type === 'text') text += event.text
        // Quotes come whole; only the sentences of a language model are worth showing one by one, and their first
        // citation tells them.
        if (event.type === 'citation') phrased ||= event.citation.in_text === null
        if (event.type === 'answer') change(turn.id, { state: 'answered', answer: event.answer, text: '' })
        else if (phrased) change(turn.id, { text })
      }
      if (turns.some(({ id, state }) => id === turn.id && state === 'asking'))
        throw new AskProblem('interrupted', 0, 'the events ended without an answer')
    } catch (error) {
      if (work !== mine) return
      const trouble =
        error instanceof AskProblem
          ? { code: error.code, status: error.status, retryAfter: error.retryAfter }
          : { code: 'failed', status: 0, retryAfter: null }
      change(turn.id, { state: 'failed', trouble, text: '' })
    }
    work = null
    // What listens also sees that nothing is in work any longer.
    set(turns)
    keep()
    const done = turns.find(({ id }) => id === turn.id)
    if (done?.state === 'answered') onAnswer?.(done)
  }
  const stop = (): void => {
    if (work === null) return
    const { id, abort } = work
    work = null
    abort.abort()
    change(id, { state: 'stopped', text: '' })
    keep()
  }
  const again = (turnId: string): Promise<void> => {
    const turn = turns.find(({ id }) => id === turnId)
    if (turn === undefined) return Promise.resolve()
    const fresh = newTurn(turn.id, turn.question, turn.filters)
    stop()
    change(turnId, fresh)
    return run(fresh)
  }

  const conversation: Conversation = {
    get turns() {
      return turns
    },
    get busy() {
      return work !== null
    },
    ask: (question, filters = {}) => {
      const turn = newTurn(id(), question, filters)
      stop()
      set([...turns, turn])
      // So that a reload finds the question.
      keep()
      return run(turn)
    },
    stop,
    retry: again,
    clear: () => {
      stop()
      set([])
      keep()
    },
    add: (turn) => {
      set([...turns.filter(({ id }) => id !== turn.id), turn])
      keep()
    },
    rate: (turnId, rating) => {
      change(turnId, { rating })
      keep()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const last = turns.at(-1)
  if (last?.state === 'asking') void again(last.id)
  return conversation
}

// --- Internal helpers ---

/** The turns that have an answer, as the server completes a follow-up from them. */
export function historyOf(turns: readonly ChatTurn[]): Turn[] {
  return turns
    .flatMap(({ answer }) => (answer === null ? [] : [answer]))
    .slice(-TOLD)
    .flatMap(({ standalone_question, answer }): Turn[] => [
      { role: 'user', content: standalone_question },
      { role: 'assistant', content: (answer ?? '').slice(0, 2000) },
    ])
}

// The newest turns that there is room for.
function keptText(turns: readonly ChatTurn[]): string {
  const pieces: string[] = []
  let size = 0
  for (const turn of turns.toReversed()) {
    const piece = JSON.stringify(turn)
    size += piece.length
    if (size > MOST_KEPT) break
    pieces.unshift(piece)
  }
  return `[${pieces.join(',')}]`
}

// What was kept may be of an older release, or somebody else's.
function restored(text: string | null): ChatTurn[] {
  if (text === null || text.length > 2 * MOST_KEPT) return []
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value)) return []
    const turns = value.slice(-MOST_TURNS)
    const known = turns.filter(isTurn)
    return known.map((turn, i) =>
      turn.state === 'asking' && i < known.length - 1 ? { ...turn, state: 'stopped' } : turn,
    )
  } catch {
    return []
  }
}

function isTurn(value: unknown): value is ChatTurn {
  if (typeof value !== 'object' || value === null) return false
  const { id, question, filters, state, answer, trouble } = value as Record<string, unknown>
  return (
    typeof id === 'string' &&
    typeof question === 'string' &&
    typeof filters === 'object' &&
    filters !== null &&
    (state === 'asking' ||
      state === 'stopped' ||
      (state === 'failed' && typeof trouble === 'object' && trouble !== null) ||
      (state === 'answered' && isAnswer(answer)))
  )
}

function isAnswer(value: unknown): boolean {
  const { citations, items, notes, text } = (value ?? {}) as Record<string, unknown>
  return Array.isArray(citations) && Array.isArray(items) && Array.isArray(notes) && typeof text === 'string'
}
