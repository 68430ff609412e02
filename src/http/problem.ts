// Errors on the wire: RFC 9457 problem details. The only place that turns an error into a status and a body.
import type { Context, Handler } from 'hono'
import { accepts } from 'hono/accepts'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import {
  AppError,
  IndexError,
  InputError,
  LimitError,
  LockedError,
  NotFoundError,
  OverloadError,
  StorageError,
} from '../errors.ts'
import { maskKeys } from '../secrets.ts'
import type { AppEnv } from './deps.ts'
import { withOpenAiError } from './openai-error.ts'

/** How much of a path is repeated in an error or a log record. */
export const OWN_PATH_LENGTH = 200

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  /** Stable and machine-readable; `type` is derived from it. */
  code: string
  request_id: string
  /** The trace the request belongs to; absent for what never reached the application. */
  trace_id?: string
  errors?: { field: string; message: string }[]
}

/** The client went away before its reply (499, as nginx logs it). Nobody reads the reply; the log does. */
export function clientGone(cause: unknown): AppError {
  return new AppError('client_closed_request', 499, 'the client closed the connection', { cause })
}

/** What a client is told of an error. Of an unexpected one, or of the server's own files, only that it happened. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError ? error : new AppError('internal', 500, '')
  return {
    type: `urn:touwen:problem:${known.code}`,
    title: TITLES[known.status] ?? 'Error',
    status: known.status,
    detail: maskKeys(publicDetail(known)),
    code: known.code,
    request_id: requestId,
    ...(known.fields.length > 0 ? { errors: known.fields.map(withoutKeys) } : {}),
  }
}

/** Sends a problem as a page; its headers are set already. `retryAfter` as for `problemResponse`. */
export type DrawProblem = (c: Context<AppEnv>, problem: Problem, retryAfter: number) => Promise<Response>

/** For `app.onError`. `draw`: for people, where the application has pages. */
export function handleError(
  error: Error,
  c: Context<AppEnv>,
  draw?: DrawProblem,
): Response | Promise<Response> {
  const problem = problemOf(error, c.get('requestId'))
  c.set('note', noteOf(error, problem))
  const retryAfter = error instanceof LimitError ? error.retryAfter : error instanceof OverloadError ? 1 : 10
  const inJson = (): Response => problemResponse(c, withOpenAiError(c.req.path, problem), retryAfter)
  if (draw === undefined || !isForPeople(c)) return inJson()
  setProblemHeaders(c, problem, retryAfter)
  c.header('Vary', 'Accept', { append: true })
  // What cannot be drawn can still be told.
  return draw(c, problem, retryAfter).catch((fault: unknown) => {
    c.set('note', { ...noteOf(error, problem), error: inFull(fault) })
    return inJson()
  })
}

/** What the log says of an error, which the client may not be told. */
export function noteOf(error: unknown, { code, status }: Problem): AppEnv['Variables']['note'] {
  return { code, ...(status >= 500 ? { error: inFull(error) } : {}) }
}

/** Send a problem, with any further members. `retryAfter`: seconds, said for 429 and 503. */
export function problemResponse<P extends Problem>(
  c: Context<AppEnv>,
  problem: P,
  retryAfter: number,
): Response {
  setProblemHeaders(c, problem, retryAfter)
  return c.body(
    JSON.stringify({ ...problem, trace_id: c.get('trace').traceId }),
    problem.status as ContentfulStatusCode,
    {
      'Content-Type': 'application/problem+json',
    },
  )
}

/** For `app.notFound`. */
export function handleNotFound(c: Context<AppEnv>, draw?: DrawProblem): Response | Promise<Response> {
  const path = c.req.path.slice(0, OWN_PATH_LENGTH)
  return handleError(new NotFoundError(`there is nothing at ${path}; check the path`), c, draw)
}

/** For the methods a path does not have: `app.all(path, methodNotAllowed('GET'))` after the others. */
export function methodNotAllowed(...methods: string[]): Handler<AppEnv> {
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
  return function methodNotAllowed(c) {
    c.header('Allow', allow)
    throw new InputError(`${c.req.method} is not possible here; use ${allow}`, {
      code: 'method_not_allowed',
      status: 405,
    })
  }
}

// --- Internal helpers ---

/** What programs call, whatever they say that they accept. */
const FOR_PROGRAMS =
  /^\/(?:(?:v1|mcp|assets)(?:\/|$)|(?:openapi\.json|llms\.txt|livez|readyz|metrics|widget\.js|favicon\.svg)$)/
const JSON_TYPES = ['application/problem+json', 'application/json']

// A browser that opens a page names HTML before all else; scripts and programs do not name it.
function isForPeople(c: Context<AppEnv>): boolean {
  if (FOR_PROGRAMS.test(c.req.path)) return false
  const accept = (c.req.header('Accept') ?? '').slice(0, 1000)
  if (!accept.includes('text/html')) return false
  return accepts(c, { header: 'Accept', supports: ['text/html', ...JSON_TYPES], default: '' }) === 'text/html'
}

function setProblemHeaders(c: Context<AppEnv>, { status }: Problem, retryAfter: number): void {
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="touwen"')
  if (status === 429 || status === 503) c.header('Retry-After', String(retryAfter))
  c.header('Cache-Control', 'no-store')
  // A later handler may have set it for the reply that was not to be.
  c.header('ETag', undefined)
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
}

// What a client sent into the wrong field may be its key.
function withoutKeys({ field, message }: { field: string; message: string }): {
  field: string
  message: string
} {
  return { field: maskKeys(field), message: maskKeys(message) }
}

function publicDetail(error: AppError): string {
  // Their messages name paths and processes of this machine: they are for its operator.
  if (error instanceof IndexError) return 'the index cannot be used at present; try again later'
  if (error instanceof StorageError) {
    return error.status === 507
      ? 'the disk of the server is full; it takes writes again when room has been made'
      : 'the disk of the server cannot be written at present; try again later'
  }
  if (error instanceof LockedError) return 'the index is being written; try again later'
  if (error.status === 500) return 'an unexpected error; its cause is in the log under this request id'
  return error.message
}

function inFull(error: unknown): string {
  if (!(error instanceof Error)) return maskKeys(String(error))
  const cause = error.cause === undefined ? '' : `\ncaused by ${inFull(error.cause)}`
  return maskKeys(`${error.stack ?? error.message}${cause}`)
}
