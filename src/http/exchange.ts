// What surrounds every request: its id and trace, the headers that all replies have, what is counted and logged of it.
import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Answer } from '../contract.ts'
import type { Principal } from '../keys/principal.ts'
import { NO_SPANS, type RequestSpan, type TraceIds } from '../observe/spans.ts'
import { holdsKey, maskKeys } from '../secrets.ts'
import type { AppDeps, AppEnv, LogRecord } from './deps.ts'
import { handleError, OWN_PATH_LENGTH } from './problem.ts'
import { replyHeader } from './reply-headers.ts'
import { idMaker, remoteSpan } from './trace.ts'

const CLIENT_ID = /^[A-Za-z0-9_-]{1,64}$/

/** Headers of every reply: it is what its type says, and it gives no address away. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
const SECURITY = Object.entries(SECURITY_HEADERS)

type Note = AppEnv['Variables']['note']
type ExchangeDeps = Pick<AppDeps, 'id' | 'log' | 'logQuestions' | 'meter' | 'spans'>

/** The outermost middleware. Nothing in it makes a function for each request: that costs more than all its headers. */
export function exchange(deps: ExchangeDeps): MiddlewareHandler<AppEnv> {
  const { id = () => crypto.randomUUID(), spans = NO_SPANS } = deps
  const newTraceId = idMaker(16)
  const newSpanId = idMaker(8)
  return async function exchange(c, next) {
    const began = performance.now()
    const { headers } = c.req.raw
    const { method, path } = c.req
    const given = headers.get('X-Request-Id')
    const requestId = given !== null && CLIENT_ID.test(given) && !holdsKey(given) ? given : id()
    const remote = remoteSpan(headers)
    const span = spans.request(method, path, remote)
    const trace = span?.ids ?? { traceId: remote?.traceId ?? newTraceId(), spanId: newSpanId() }
    c.set('requestId', requestId)
    c.set('trace', trace)
    c.set('note', {})
    replyHeader(c, 'x-request-id', requestId)
    for (const [name, value] of SECURITY) replyHeader(c, name, value)
    try {
      await (span === null ? next() : span.during(next))
    } catch (thrown) {
      // Hono hands only real errors to onError.
      c.res = await handleError(new Error(`something was thrown that is no error: ${String(thrown)}`), c)
    }
    const { status } = c.res
    const principal: Principal | undefined = c.get('principal')
    const key = principal?.id ?? null
    const route = template(routePath(c, -1))
    const done = { began, method, path, route, status, requestId, trace, span, key }
    const timings = c.get('timings')
    if (timings !== undefined) {
      replyHeader(c, 'server-timing', serverTiming(timings, performance.now() - began))
    }
    const ended = c.get('ended')
    if (ended === undefined) finish(deps, done, c.get('note'))
    else void ended.then((more) => finish(deps, done, { ...c.get('note'), ...more }))
  }
}

/** Say of a settled question what is to be logged and timed. */
export function noteAnswer(
  c: Context<AppEnv>,
  question: string,
  { outcome, timings_ms }: Pick<Answer, 'outcome' | 'timings_ms'>,
): void {
  c.set('note', { outcome, question })
  c.set('timings', timings_ms)
}

// --- Internal helpers ---

interface Done {
  /** On the clock of `performance`. */
  began: number
  method: string
  path: string
  route: string
  status: number
  requestId: string
  trace: TraceIds
  span: RequestSpan | null
  /** Of whoever brought one. */
  key: string | null
}

// What is left of a request when its reply has ended: a count, a span, a record.
function finish({ meter, log, logQuestions = false }: ExchangeDeps, done: Done, note: Note): void {
  const { began, method, path, route, status, requestId, trace, span, key } = done
  const ms = performance.now() - began
  meter?.request(method, route, status, ms / 1000)
  const { code, outcome, question, error } = note
  span?.end({ route, status, ...(error === undefined ? {} : { error }) })
  if (log === undefined) return
  const record: LogRecord = {
    time: isoNow(),
    level: levelOf(status, note),
    event: 'request',
    request_id: requestId,
    trace_id: trace.traceId,
    span_id: trace.spanId,
    method,
    route,
    path: maskKeys(path).slice(0, OWN_PATH_LENGTH),
    status,
    ms: Math.round(ms * 10) / 10,
  }
  if (key !== null) record.key = key
  if (code !== undefined) record.code = code
  if (outcome !== undefined) record.outcome = outcome
  if (logQuestions && question !== undefined) record.question = question
  if (error !== undefined) record.error = error
  log(record)
}

// As `toISOString`, which writes the date out anew each time.
let second = -1
let secondText = ''
function isoNow(): string {
  const now = Date.now()
  const ms = now % 1000
  if (now - ms !== second) {
    second = now - ms
    secondText = new Date(second).toISOString().slice(0, -4)
  }
  return `${secondText}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
}

// As the description of the API writes it. The last route that matches is the most special one; “*” is middleware only.
function template(path: string): string {
  let known = templates.get(path)
  if (known === undefined) {
    known = path === '*' || path === '/*' || path === '' ? 'none' : path.replaceAll(/:(\w+)/g, '{$1}')
    templates.set(path, known)
  }
  return known
}
const templates = new Map<string, string>()

// https://www.w3.org/TR/server-timing/; durations in ms. Of a stream: until it begins.
function serverTiming(stages: Readonly<Record<string, number>>, total: number): string {
  const whole = `total;dur=${Math.round(total * 10) / 10}`
  const parts = Object.entries(stages).filter(([name]) => name !== 'total')
  return [...parts.map(([name, ms]) => `${name};dur=${ms}`), whole].join(', ')
}

// A stream that failed had begun with 200.
function levelOf(status: number, { code, error }: Note): LogRecord['level'] {
  if (status >= 500 || error !== undefined) return 'error'
  return status >= 400 || code !== undefined ? 'warn' : 'info'
}
