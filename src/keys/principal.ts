// Who asks: what a key lets its bearer do. Types only.
import type { Filters } from '../article.ts'

export const SCOPES = ['ask', 'search', 'ingest', 'logs', 'admin'] as const

/** `ask` and `search` read; `ingest` writes articles and sources; `logs` reads what was asked; `admin` does the rest. */
export type Scope = (typeof SCOPES)[number]

export interface Principal {
  /** The key's id; null for whoever brings none. */
  id: string | null
  scopes: ReadonlySet<Scope>
  /** Articles its bearer is held to, whatever a request says. */
  filters?: Filters
}
