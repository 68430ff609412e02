// Who asks: what a key lets its bearer do. Types only.
import type { Filters } from '../article.ts'

export const SCOPES = ['ask', 'search', 'ingest', 'logs', 'admin'] as const

/** `ask` and `search` read; `ingest` writes articles and sources; `logs` reads what was asked; `admin` does the rest. */
export type Scope = (typeof SCOPES)[number]

/** The channel of those who bring no key. */
export const OPEN_CHANNEL = 'open'

export interface Principal {
  /** The key's id; null for whoever brings none. */
  id: string | null
  scopes: ReadonlySet<Scope>
  /** Articles its bearer is held to, whatever a request says. */
  filters?: Filters
  /** Requests it has a day (UTC); of a visitor, questions that the channel has. */
  daily?: number
  /** Through what it comes, such as a portal's widget: keys of one channel share that channel's budget. */
  channel?: string
  /** Origins of the pages it may be used from; absent: it may be used from anywhere but a page of another origin. */
  origins?: readonly string[]
  /**
   * It is one of many who come by a session of the channel, each counted by address; and the program's own pages may use it.
   */
  visitor?: true
  /** It comes by a session of the console, whose staff asks to see what visitors would be told. */
  staff?: true
}
