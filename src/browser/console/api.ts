// The API as the console calls it: by its session, errors as sentences. What it gives is typed by whoever calls.
import { words } from './here.ts'

/** A call that failed; `message` is for people. */
export class ApiError extends Error {
  /** 0: the server could not be reached. */
  readonly status: number
  readonly code: string
  /** Names the request in the server's log; empty: it never got there. */
  readonly requestId: string
  /** For input that breaks a rule: which field, and what is wrong with it. */
  readonly fields: { field: string; message: string }[]

  constructor(message: string, problem: Partial<Problem> = {}) {
    super(message)
    this.status = problem.status ?? 0
    this.code = problem.code ?? 'away'
    this.requestId = problem.request_id ?? ''
    this.fields = problem.errors ?? []
  }
}

export type Query = Record<string, string | number | boolean | undefined>

interface Sending {
  /** Sent as JSON, but a form as it is. */
  body?: unknown
  query?: Query
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/** By these the server knows a call of the console; for whoever must send by other means, such as XMLHttpRequest. */
export const CONSOLE_HEADERS: Readonly<Record<string, string>> = { 'X-TouWen-Console': '1' }

/** A path with a query; what is undefined or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? path : `${path}?${search}`
}

/** The response of a call that went well. Throws `ApiError`; without a session the page is asked for anew, to sign in. */
export async function call(method: string, path: string, sending: Sending = {}): Promise<Response> {
  const { body, query, headers, signal } = sending
  const json = body !== undefined && !(body instanceof FormData)
  const response = await fetch(address(path, query), {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { ...CONSOLE_HEADERS, ...(json ? { 'Content-Type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error
    throw new ApiError(words.away)
  })
  if (response.ok) return response
  const error = errorOf(await problemIn(response), response.headers.get('Retry-After'))
  // The server shows the form to sign in at every address of the console, and leads back to it.
  if (error.status === 401) location.reload()
  throw error
}

/** Calls that take and give JSON. */
export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    (await call('GET', path, { ...(query === undefined ? {} : { query }), signal })).json() as Promise<T>,
  post: async <T>(path: string, body?: unknown): Promise<T> => valueOf(await call('POST', path, { body })),
  put: async <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
    valueOf(await call('PUT', path, { body, headers })),
  patch: async <T>(path: string, body: unknown): Promise<T> => valueOf(await call('PATCH', path, { body })),
  remove: async (path: string, headers: Record<string, string> = {}): Promise<void> => {
    await call('DELETE', path, { headers })
  },
}

/** Save what a path gives as a file of this name. */
export async function download(path: string, query: Query, name: string): Promise<void> {
  const blob = await (await call('GET', path, { query })).blob()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** The error for what a server said, also when it was asked by other means. */
export function errorOf(problem: Problem, retryAfter: string | null = null): ApiError {
  return new ApiError(sentence(problem, Number(retryAfter ?? 1)), problem)
}

export interface Problem {
  status: number
  code: string
  detail: string
  request_id: string
  errors?: { field: string; message: string }[]
}

// --- Internal helpers ---

async function valueOf<T>(response: Response): Promise<T> {
  return (response.status === 204 ? undefined : await response.json()) as T
}

// Not every fault is told by our server: a proxy before it sends pages.
async function problemIn(response: Response): Promise<Problem> {
  const { status } = response
  const given = (await response.json().catch(() => ({}))) as Partial<Problem>
  const { code = 'unknown', detail = '', request_id = response.headers.get('X-Request-Id') ?? '' } = given
  return { status, code, detail, request_id, ...(given.errors === undefined ? {} : { errors: given.errors }) }
}

// What often happens is said in the language of the page; the rest as the server says it.
function sentence({ status, code, detail }: Problem, retryAfter: number): string {
  if (code === 'answers_off') return words.answersOff
  if (status === 429) return words.tooOften(retryAfter)
  if (status === 403) return words.forbidden
  if (status === 404) return words.gone
  if (status === 412) return words.changed
  if (status === 502 || status === 504) return words.away
  return status === 500 || detail === '' ? words.broken : detail
}
