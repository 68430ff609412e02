// A whole service behind its HTTP API, wherever it runs, and how the suites speak to it.
import { expect } from 'vitest'
import type { Answer } from '../../../src/contract.ts'
import type { CreatedKey, NewKey } from '../../../src/keys/key.ts'

export interface Sending {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
  redirect?: 'manual'
}

export interface Served {
  /** Scheme, host and port, as its clients see it. */
  origin: string
  fetch(path: string, init?: Sending): Promise<Response>
  /** A key with every scope, as whoever runs the service makes the first one. */
  key: string
  /** What the schedule of sources does, where it is not the service itself that keeps one. */
  fetchDue(): Promise<void>
  /** Waits until what was written is found by its vectors too. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** With what a service is to be started. */
export interface Setting {
  /** What TOUWEN_FETCH_ALLOW names. */
  fetchAllow: string
}

/** What a service does not do, each with the reason: there the suites expect 501 (or no such path) in its place. */
export interface Lacks {
  /** GET /metrics: counts for Prometheus. */
  metrics?: string
}

/** Given to each suite; `served` once its tests run. */
export interface Suite {
  served(): Served
  lacks: Lacks
}

/** The zone of the first article, which questions are about. */
export const ZONE = '江苏丹阳经济开发区'
/** Its answer is a figure that stands in one sentence of that article. */
export const QUESTION = '丹阳经济开发区外资到账年度目标任务是多少'
export const ANSWER = '1亿美元'

export const bearer = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` })

/** Calls with JSON; without a body GET. */
export function caller({ served }: Suite) {
  return async (path: string, body?: unknown, init: Sending = {}): Promise<Response> =>
    served().fetch(path, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      ...init,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...init.headers,
      },
    })
}

/** What is sent with the key of the service. */
export function keyed({ served }: Suite, more: Sending = {}): Sending {
  return { ...more, headers: { ...bearer(served().key), ...more.headers } }
}

export async function answerIn(response: Response): Promise<Answer> {
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

/** A problem document (RFC 9457), checked for what all of them share. */
export async function expectProblem(
  response: Response,
  status: number,
  code: string,
): Promise<Record<string, unknown>> {
  const body = (await response.json()) as Record<string, unknown>
  expect([response.status, body['code']]).toEqual([status, code])
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(body).toMatchObject({
    type: `urn:touwen:problem:${code}`,
    status,
    request_id: response.headers.get('X-Request-Id'),
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    title: expect.any(String),
    detail: expect.stringMatching(/./),
  })
  return body
}

/** Makes a key over the API. */
export async function madeKey(suite: Suite, wish: Partial<NewKey>): Promise<CreatedKey> {
  const response = await caller(suite)('/v1/keys', { name: 'test', scopes: ['ask'], ...wish }, keyed(suite))
  expect(response.status).toBe(201)
  return (await response.json()) as CreatedKey
}

/** Every citation is the article's own characters, and its answer stands in them. */
export async function expectExact(suite: Suite, { citations }: Answer): Promise<void> {
  expect(citations.length).toBeGreaterThan(0)
  for (const { article, quote, start, end, answer_start, answer_end } of citations) {
    const path = `/v1/articles/${encodeURIComponent(article.id)}?revision=${article.revision}`
    const { text } = (await (await suite.served().fetch(path)).json()) as { text: string }
    expect(text.slice(start, end)).toBe(quote)
    if (answer_start === null || answer_end === null) continue
    expect(answer_start).toBeGreaterThanOrEqual(start)
    expect(answer_end).toBeLessThanOrEqual(end)
  }
}

export interface WireEvent {
  id?: string
  event?: string
  data: unknown
}

/** The events of a stream that has ended. */
export async function eventsIn(response: Response): Promise<WireEvent[]> {
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/)
  const blocks = (await response.text()).split('\n\n').filter((block) => /^data: ?/m.test(block))
  return blocks.map((block) => {
    const fields = Object.fromEntries(
      block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line)!.slice(1, 3)),
    )
    const { data = '', ...rest } = fields as { id?: string; event?: string; data?: string }
    return { ...rest, data: data === '[DONE]' ? data : (JSON.parse(data) as unknown) }
  })
}
