// What was said in the conversations that the server keeps. They expire. Here in memory, where a restart ends them.
import type { Turn } from './contract.ts'

export interface Conversations {
  /** The turns so far, oldest first; empty for a conversation that is new or expired. */
  get(id: string): Promise<Turn[]>
  /** Add what was asked, complete, and the short answer; '' when there was none. */
  add(id: string, question: string, answer: string): Promise<void>
}

export interface ConversationsOptions {
  /** Milliseconds without a question after which a conversation is forgotten. Default: half an hour. */
  ttl?: number
  /** Conversations kept; beyond, those silent longest are forgotten. Default 10,000. */
  max?: number
  /** Milliseconds. */
  now?: () => number
}

export const CONVERSATIONS_DEFAULTS = { ttl: 30 * 60_000, max: 10_000, now: Date.now } as const
/** Messages kept of one conversation. */
const KEPT = 20

/** The turns with one more question and its answer; the oldest are forgotten. */
export function withTurn(turns: readonly Turn[], question: string, answer: string): Turn[] {
  const said: Turn[] = [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]
  return [...turns, ...said].slice(-KEPT)
}

/** Keep conversations in memory. */
export function createConversations(options: ConversationsOptions = {}): Conversations {
  const { ttl, max, now } = { ...CONVERSATIONS_DEFAULTS, ...options }
  // A map keeps the order of insertion: what is used is put in anew, so the first is the one silent longest.
  const kept = new Map<string, { turns: Turn[]; usedAt: number }>()
  const fresh = (id: string): Turn[] => {
    const found = kept.get(id)
    return found === undefined || now() - found.usedAt > ttl ? [] : found.turns
  }
  const forget = (): void => {
    for (const [id, { usedAt }] of kept) {
      if (kept.size <= max && now() - usedAt <= ttl) break
      kept.delete(id)
    }
  }
  return {
    get: async (id) => [...fresh(id)],
    add: async (id, question, answer) => {
      const turns = withTurn(fresh(id), question, answer)
      kept.delete(id)
      kept.set(id, { turns, usedAt: now() })
      forget()
    },
  }
}
