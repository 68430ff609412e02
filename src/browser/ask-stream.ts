// POST /v1/ask as a list of events: over server-sent events, read on where a connection broke, or as one JSON reply where
// there is no stream. It knows the wire, nothing of a page.
import type { Answer, AskEvent, AskRequest, Citation } from '../contract.ts'

export interface AskOptions {
  /** Where to ask. */
  url: string
  /** Sent along, such as a token. */
  headers?: Readonly<Record<string, string>>
  fetch?: typeof fetch
  signal?: AbortSignal
  /** Resolves after so many ms. */
  wait?: (ms: number) => Promise<void>
}

/** Why there is no answer. `code`: of the problem document, or `unreachable` (no reply) or `interrupted` (it broke off). */
export class AskProblem extends Error {
  readonly code: string
  /** HTTP status; 0 without a reply. */
  readonly status: number
  readonly detail: string
  /** Seconds after which to try again; null: not told. */
  readonly retryAfter: number | null

  constructor(code: string, status: number, detail: string, retryAfter: number | null = null) {
    super(detail)
    this.name = 'AskProblem'
    this.code = code
    this.status = status
    this.detail = detail
    this.retryAfter = retryAfter
  }
}

/** How often a broken stream is taken up again, and how long after each break, in ms, unless the server says. */
const RESUMES = 4
const RESUME_MS = 1000

/**
 * Ask. The last event is the answer. Throws `AskProblem`, or the signal's reason when it is aborted. A stream that breaks
 * after its first event is read on from the last one (`Last-Event-ID`); the question is not asked again.
 */
export async function* askStream(request: AskRequest, options: AskOptions): AsyncGenerator<AskEvent> {
  const { url, headers = {}, signal, wait = pause } = options
  const call = options.fetch ?? fetch
  const place: Place = { lastId: '', retry: RESUME_MS }
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await call(url, {
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          Accept: 'text/event-stream, application/json;q=0.5',
          ...(place.lastId === '' ? {} : { 'Last-Event-ID': place.lastId }),
        },
        body: JSON.stringify(request),
        ...(signal === undefined ? {} : { signal }),
      })
      if (!response.ok) throw await problemOf(response)
      if (isJson(response)) {
        yield { type: 'answer', answer: (await response.json()) as Answer }
        return
      }
      for await (const event of events(response, place)) {
        yield event
        if (event.type === 'answer') return
      }
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof AskProblem) throw error
      if (place.lastId === '') throw new AskProblem('unreachable', 0, String(error))
    }
    if (tries >= RESUMES || place.lastId === '')
      throw new AskProblem('interrupted', 0, 'the stream broke off')
    await wait(place.retry)
    signal?.throwIfAborted()
  }
}

// --- Internal helpers ---

interface Place {
  /** The id of the last event that was read; '' before the first. */
  lastId: string
  /** As the server wants it, in ms. */
  retry: number
}

async function* events(response: Response, place: Place): AsyncGenerator<AskEvent> {
  for await (const { name, data, id, retry } of frames(chunks(response))) {
    if (retry !== null) place.retry = Math.min(retry, 10_000)
    if (data === '') continue
    const value: unknown = JSON.parse(data)
    if (name === 'error') throw problemFrom(value, 0, null)
    const event = eventOf(name, value)
    if (event === null) continue
    if (id !== '') place.lastId = id
    yield event
  }
}

// Browsers without streams of bodies read the whole reply.
async function* chunks(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) {
    yield await response.text()
    return
  }
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

interface Frame {
  name: string
  data: string
  id: string
  retry: number | null
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation; a frame that is cut off does
// not count.
async function* frames(pieces: AsyncIterable<string>): AsyncGenerator<Frame> {
  let rest = ''
  for await (const piece of pieces) {
    const parts = (rest + piece).replaceAll('\r\n', '\n').split('\n\n')
    rest = parts.pop()!
    for (const part of parts) yield frameOf(part)
  }
}

function frameOf(text: string): Frame {
  const frame: Frame = { name: 'message', data: '', id: '', retry: null }
  for (const line of text.split('\n')) {
    const [, field, value = ''] = /^(\w+)(?!\w):? ?(.*)$/.exec(line) ?? []
    if (field === 'event') frame.name = value
    else if (field === 'data') frame.data += frame.data === '' ? value : `\n${value}`
    else if (field === 'id') frame.id = value
    else if (field === 'retry' && /^\d{1,6}$/.test(value)) frame.retry = Number(value)
  }
  return frame
}

function eventOf(name: string, value: unknown): AskEvent | null {
  if (typeof value !== 'object' || value === null) return null
  if (name === 'started') return { ...value, type: 'started' } as AskEvent
  if (name === 'text') return { type: 'text', text: String((value as { text?: unknown }).text ?? '') }
  if (name === 'citation') return { type: 'citation', citation: value as Citation }
  return name === 'answer' ? { type: 'answer', answer: value as Answer } : null
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('Content-Type') ?? '')
}

async function problemOf(response: Response): Promise<AskProblem> {
  const seconds = response.headers.get('Retry-After')
  const retryAfter = seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) : null
  // A proxy in between answers with a page of its own.
  const value: unknown = await response.json().catch(() => null)
  return problemFrom(value, response.status, retryAfter)
}

function problemFrom(value: unknown, status: number, retryAfter: number | null): AskProblem {
  const { code, detail, status: its } = (value ?? {}) as Record<string, unknown>
  return new AskProblem(
    typeof code === 'string' ? code : status >= 500 ? 'unreachable' : 'refused',
    typeof its === 'number' ? its : status,
    typeof detail === 'string' ? detail : '',
    retryAfter,
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
