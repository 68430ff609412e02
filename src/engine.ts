// What the whole product offers to its faces (HTTP, command line, evaluation). Types only.
import type { Article, Filters } from './article.ts'
import type { Articles } from './article-contract.ts'
import type { Answer, AskEvent, AskRequest, SearchRequest, SearchResponse } from './contract.ts'
import type { GatherEvidence } from './evidence-contract.ts'

export interface IndexStats {
  name: string
  directory: string
  articles: number
  passages: number
  /** Vectors held by the nearest-neighbour index; equals `passages` when the index is whole. */
  vectors: number
  generation: number
  built_at: string | null
  published_from: string | null
  published_to: string | null
  embedder: string
  reader: string
  zones: { value: string; count: number }[]
  sources: { value: string; count: number }[]
}

export interface Check {
  name: 'store' | 'vectors' | 'models' | 'records' | 'disk' | 'serving'
  ok: boolean
  /** It works still, and soon may not. */
  warn?: boolean
  detail: string
  /** How long it took to find out. */
  ms: number
}

/** Units of work at the models: those that wait, by priority, and those in hand (0 or 1). */
export interface QueueLength {
  question: number
  ingest: number
  running: number
}

/** A file or line that could not be read: what, why, and what to do. */
export interface Failure {
  path: string
  line?: number
  fact: string
  remedy: string
}

export type IngestEvent =
  | { kind: 'progress'; done: number; total: number; passages: number; passages_done: number; path: string }
  /** All is read: so many articles have no outcome yet, with so many passages. */
  | { kind: 'planned'; items: number; passages: number }
  /** What became of one article. */
  | { kind: 'settled'; path: string; line?: number; id: string; outcome: 'added' | 'updated' | 'unchanged' }
  | { kind: 'skipped'; path: string; reason: string }
  | ({ kind: 'failed' } & Failure)
  | { kind: 'warning'; path: string; line?: number; message: string }

export interface IngestOptions {
  onEvent?(event: IngestEvent): void
  /** Aborted: the article in work is finished, the rest is left for the next run. */
  signal?: AbortSignal
  /** Remove articles of the index that the given paths no longer hold. */
  prune?: boolean
  /** Articles outside these fail: they may neither be written nor replaced. */
  within?: Filters | undefined
}

export interface IngestReport {
  added: number
  updated: number
  unchanged: number
  removed: number
  /** Passages embedded or re-used by this run. */
  passages: number
  failed: Failure[]
  skipped: number
  seconds: number
  interrupted: boolean
}

/** What goes with a question besides what is asked. Never on the wire. */
export interface Asking {
  /** By which face it came: `api`, `chat`, `widget`, `mcp` …; default `api`. */
  channel?: string
  /** The id of the asker's key; null or absent: none. */
  key?: string | null
  /** Only to try something out: it is not stored, and so counts nowhere. Default false. */
  trial?: boolean
  /** Asked when the question is understood, before anything is searched: what is to be answered instead, else null. */
  instead?: (head: Started, filters: Filters) => Promise<Instead | null>
}

/** A question as it is understood. */
export type Started = Pick<Answer, 'id' | 'question' | 'standalone_question' | 'asked_at'>

/** An answer that does not come from a search; it is told as it is, never phrased. */
export type Instead = Omit<Answer, keyof Started | 'phrased_by' | 'suggestions' | 'timings_ms' | 'index'>

/** Questions as unit vectors, near for those of like meaning. */
export interface QuestionEmbedder {
  /** Of the model: vectors of another one do not compare. */
  readonly id: string
  embedQueries(texts: string[]): Promise<Float32Array[]>
}

export interface Engine {
  /** Answer one question. Throws `InputError` for a question that breaks a rule. */
  ask(request: AskRequest, signal?: AbortSignal, asking?: Asking): Promise<Answer>
  /** The same answer as it comes about; the last event holds it whole. */
  stream(request: AskRequest, signal?: AbortSignal, asking?: Asking): AsyncIterable<AskEvent>
  /** The model that the index is searched with. */
  readonly embedder: QuestionEmbedder
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse>
  /** What an answer would rest on, before anything is decided: to fit the decision on. */
  evidence: GatherEvidence
  /**
   * At most `limit` questions (default 6) to begin with, made from the newest articles that meet the filters and tried
   * over the index. Only an engine opened with `suggestions` makes any; it gives those that are ready.
   */
  starters(limit?: number, filters?: Filters): Promise<string[]>
  /** The stored article that offsets refer to; null when there is none. */
  article(id: string, revision?: number): Promise<Article | null>
  stats(): Promise<IndexStats>
  ready(): Promise<Check[]>
  readonly articles: Articles
  queue(): QueueLength
  ingest(paths: string[], options?: IngestOptions): Promise<IngestReport>
  remove(id: string): Promise<boolean>
  close(): Promise<void>
}
