// What the HTTP face needs: five use cases, and the few things a test wants to hold in its hand.
import type { AnswerService, PinService } from '../answer-contract.ts'
import type { Engine } from '../engine.ts'
import type { Jobs } from '../job-contract.ts'
import type { KeyService } from '../keys/key.ts'
import type { Principal } from '../keys/principal.ts'
import type { SourceService } from '../sources/source.ts'
import type { CorsOptions } from './cors.ts'
import type { BufferOptions } from './event-buffer.ts'
import type { LimitDeps } from './limits.ts'

export interface AppDeps extends Pick<
  Engine,
  'ask' | 'stream' | 'search' | 'article' | 'articles' | 'ready' | 'starters'
> {
  /** Answers that were given, and the questions they answered. */
  answers: AnswerService
  /** Answers that people pinned to questions. */
  pins: PinService
  /** Where articles are fetched from. */
  sources: SourceService
  /** Who sent a request. Throws `UnauthorizedError` for a key that is not valid. Default: anyone may read. */
  authenticate?: (request: Request) => Promise<Principal>
  /** The keys, for whoever may make and revoke them. */
  keys: KeyService
  /** Who may call from a browser, besides pages of the server's own origin. Default: nobody. */
  cors?: CorsOptions
  /** Counts requests. Default: nothing is limited. */
  limits?: LimitDeps
  /** Makes a request id when the client brings none. Default: a random UUID. */
  id?: () => string
  /** Loads that were accepted to be done later. */
  jobs: Jobs
  /** Largest body of `POST /v1/articles`, in bytes. Default 32 MB. */
  maxUpload?: number
  /** Takes one record per request. Default: nothing is logged. */
  log?: (record: LogRecord) => void
  /**
   * Questions, and likewise searches, in work at once; one more is refused with 503. Default 64 questions (the last waits
   * some 10 s) and 24 searches.
   */
  maxInFlight?: number
  /** Whether pages of an origin may call /mcp, besides those on the client's own machine. Default: none may. */
  mcpPages?: (origin: string) => boolean
  /** How answers are streamed; all has a default. */
  streams?: StreamOptions
}

export interface StreamOptions extends BufferOptions {
  /** The longest silence of a stream, in ms. Default 15 s. */
  pingMs?: number
  /** How long a question that can be resumed is worked on when its client has gone, in ms. Default 5 s. */
  graceMs?: number
}

/** One request. Never holds the text of a question. */
export interface LogRecord {
  time: string
  level: 'info' | 'warn' | 'error'
  event: 'request'
  request_id: string
  method: string
  /** Without the query string; at most 200 characters. */
  path: string
  status: number
  /** The id of the key it came with; absent when it came with none. */
  key?: string
  ms: number
  /** The problem's code; absent when all went well. */
  code?: string
  /** What became of a question. */
  outcome?: string
  /** For 5xx: what the client was not told. */
  error?: string
}

/** What handlers find in `c.var`. */
export interface AppEnv {
  Variables: {
    requestId: string
    principal: Principal
    /** What a handler adds to the log record. */
    note: Pick<LogRecord, 'code' | 'outcome' | 'error'>
    /** Set for a reply that goes on behind its handler: when it has ended, and what is to be added of it. */
    ended?: Promise<AppEnv['Variables']['note']>
  }
}
