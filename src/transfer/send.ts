// Articles sent to a server elsewhere, one a line and a request: a few at once, again when it is busy, in an order that lets
// a later call go on. It knows the HTTP API of articles; files it does not know.
import { articleIdSchema, articleInputSchema } from '../article-contract.ts'
import { AppError, InputError, messageOf } from '../errors.ts'

export interface SendOptions {
  /** Where the server is, such as `https://ask.example.cn`. */
  url: string
  key: string
  concurrency: number
  /** Lines that were sent before. */
  skip: number
  signal?: AbortSignal
  /** All lines up to this one are settled. */
  onProgress?(done: number): void | Promise<void>
  onFailure?(id: string, line: number, fact: string): void
  fetch?: typeof fetch
  sleep?: (ms: number) => Promise<void>
}

export interface SendReport {
  added: number
  /** It was there; equal ones keep their revision. */
  updated: number
  failed: number
  /** Lines from the first on that are settled. */
  done: number
  /** Whether the signal ended it. */
  interrupted: boolean
}

/** Of one article; the longest pauses take a minute. */
const MOST_TRIES = 8
const LONGEST_PAUSE = 60_000
const TIMEOUT = 120_000

/** Send all lines. Throws when the server does not know the key, or does not answer at all; what was sent stays. */
export async function sendArticles(lines: AsyncIterable<string>, options: SendOptions): Promise<SendReport> {
  const { concurrency, skip, signal, onProgress, onFailure } = options
  const target = addressOf(options.url)
  const report: SendReport = { added: 0, updated: 0, failed: 0, done: skip, interrupted: false }
  const settled = new Set<number>()
  const running = new Set<Promise<void>>()
  let broken: unknown = null

  const settle = async (line: number): Promise<void> => {
    settled.add(line)
    const before = report.done
    while (settled.delete(report.done + 1)) report.done += 1
    if (report.done > before) await onProgress?.(report.done)
  }
  const send = async (text: string, line: number): Promise<void> => {
    const article = articleOf(text)
    if ('fact' in article) {
      report.failed += 1
      onFailure?.(article.id, line, article.fact)
    } else {
      const outcome = await put(target, article, options)
      if (typeof outcome === 'string') report[outcome] += 1
      else {
        report.failed += 1
        onFailure?.(article.id, line, outcome.fact)
      }
    }
    await settle(line)
  }

  let line = 0
  for await (const text of lines) {
    line += 1
    if (line <= skip) continue
    if (signal?.aborted || broken !== null) break
    const work = (text.trim() === '' ? settle(line) : send(text, line))
      .catch((error: unknown) => {
        broken ??= error
      })
      .finally(() => running.delete(work))
    running.add(work)
    if (running.size >= concurrency) await Promise.race(running)
  }
  await Promise.all(running)
  report.interrupted = signal?.aborted === true
  if (broken !== null && !report.interrupted) throw broken
  return report
}

// --- Internal helpers ---

interface Sent {
  id: string
  body: string
}

function addressOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new InputError(`“${url}” is no address of a server; give one like https://ask.example.cn`)
  }
  return url.replace(/\/{1,9}$/, '')
}

function articleOf(text: string): Sent | { id: string; fact: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { id: '', fact: `the line is not JSON (${messageOf(error)})` }
  }
  const { id, ...fields } = (value ?? {}) as Record<string, unknown>
  const [knownId, input] = [articleIdSchema.safeParse(id), articleInputSchema.safeParse(fields)]
  if (!knownId.success) return { id: String(id), fact: 'the line has no id that an article may have' }
  if (input.success) return { id: knownId.data, body: JSON.stringify(fields) }
  const [issue] = input.error.issues
  return { id: knownId.data, fact: `${issue!.path.join('.')}: ${issue!.message}` }
}

async function put(
  target: string,
  { id, body }: Sent,
  { key, signal, fetch: request = fetch, sleep = wait }: SendOptions,
): Promise<'added' | 'updated' | { fact: string }> {
  for (let turn = 1; ; turn += 1) {
    signal?.throwIfAborted()
    let pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** (turn - 1))
    let fact: string
    try {
      const timeout = AbortSignal.timeout(TIMEOUT)
      const response = await request(`${target}/v1/articles/${encodeURIComponent(id)}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body,
        redirect: 'error',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      })
      if (response.ok) {
        // Read to its end, so that the connection serves the next one.
        await response.arrayBuffer()
        return response.status === 201 ? 'added' : 'updated'
      }
      fact = await problemOf(response)
      if (response.status === 401)
        throw new AppError('unauthorized', 401, `the server refuses the key: ${fact}`)
      if (response.status !== 429 && response.status < 500) return { fact }
      pause = Math.max(pause, retryAfter(response))
    } catch (error) {
      if (error instanceof AppError) throw error
      signal?.throwIfAborted()
      fact = messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
    }
    if (turn >= MOST_TRIES) {
      throw new AppError(
        'overloaded',
        503,
        `${target} did not take the article “${id}” in ${MOST_TRIES} tries (${fact}); run the same command again to go on`,
      )
    }
    await sleep(Math.min(pause, LONGEST_PAUSE))
  }
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? '0')
  return Number.isFinite(seconds) ? seconds * 1000 : 0
}

async function problemOf(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown }
    if (typeof detail === 'string') return `${response.status}: ${detail}`
  } catch {
    // No problem+json.
  }
  return `${response.status} ${text.slice(0, 200)}`.trim()
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
