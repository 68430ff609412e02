// What the HTTP face needs: five use cases, and the few things a test wants to hold in its hand.
import type { Context } from 'hono'
import type { AnswerService, PinService } from '../answer-contract.ts'
import type { Assets } from '../assets/assets.ts'
import type { ChannelService, ChannelVisits } from '../channel-contract.ts'
import type { Engine } from '../engine.ts'
import type { Jobs } from '../job-contract.ts'
import type { KeyService } from '../keys/key.ts'
import type { Principal } from '../keys/principal.ts'
import type { Exposition, Meter } from '../observe/meter.ts'
import type { Spans, TraceIds } from '../observe/spans.ts'
import type { SourceService } from '../sources/source.ts'
import type { Sessions } from './console-session.ts'
import type { CorsOptions } from './cors.ts'
import type { BufferOptions } from './event-buffer.ts'
import type { LimitDeps } from './limits.ts'

export interface AppDeps extends Pick<
  Engine,
  'ask' | 'stream' | 'search' | 'evidence' | 'article' | 'articles' | 'ready' | 'starters'
> {
  /** Scripts and style sheets of the pages. Absent: there are no pages. */
  assets?: Assets
  /** Answers that were given, and the questions they answered. */
  answers: AnswerService
  /** Answers that people pinned to questions. */
  pins: PinService
  /** Where articles are fetched from. */
  sources: SourceService
  /** Who sent a request. Throws `UnauthorizedError` for a key that is not valid. Default: anyone may read. */
  authenticate?: (request: Request, c: Context<AppEnv>) => Principal | Promise<Principal>
  /** Sessions of the console. Absent: there is no console. */
  sessions?: Sessions
  /** Of the program, for the staff to see. Absent: not shown. */
  version?: string
  /** The ways in for the visitors of portals. */
  channels: ChannelService
  /** By what those visitors ask. */
  visits: Pick<ChannelVisits, 'shown' | 'begin'>
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
  /** Log what was asked as well. Default false. */
  logQuestions?: boolean
  /** Counts and times what happens. Default: nothing is counted. */
  meter?: Meter
  /** Records spans of a distributed trace. Default: none. */
  spans?: Spans
  /** What the meter has counted, for GET /metrics. Absent: there is no such path. */
  metrics?: () => Promise<Exposition>
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

/** The same for what needs them. */
export type WithAssets = Required<Pick<AppDeps, 'assets'>>

export interface StreamOptions extends BufferOptions {
  /** The longest silence of a stream, in ms. Default 15 s. */
  pingMs?: number
  /** How long a question that can be resumed is worked on when its client has gone, in ms. Default 5 s. */
  graceMs?: number
}

export type LogLevel = 'info' | 'warn' | 'error'

/** One request. Holds no address of a client, and the text of a question only where that is asked for. */
export interface LogRecord {
  time: string
  level: LogLevel
  event: 'request'
  request_id: string
  /** The trace it belongs to, the caller's where it sent one, and the span of this request in it. */
  trace_id: string
  span_id: string
  method: string
  /** Its template, such as /v1/articles/{id}; “none” where there is nothing. */
  route: string
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
  /** What was asked; only with `logQuestions`. */
  question?: string
  /** For 5xx: what the client was not told. */
  error?: string
}

/** What handlers find in `c.env` and `c.var`. */
export interface AppEnv {
  Bindings: {
    /** Where the server takes headers of the reply that it writes itself: cheaper than those of the reply's own object. */
    replyHeaders?: Record<string, string>
  }
  Variables: {
    requestId: string
    trace: TraceIds
    principal: Principal
    /** What a handler adds to the log record. */
    note: Pick<LogRecord, 'code' | 'outcome' | 'question' | 'error'>
    /** The stages of the work in ms, for Server-Timing; its `total` is left to the exchange. */
    timings?: Readonly<Record<string, number>> | undefined
    /** Set for a reply that goes on behind its handler: when it has ended, and what is to be added of it. */
    ended?: Promise<AppEnv['Variables']['note']>
  }
}
