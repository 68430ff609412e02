// The calls of a page that asks, over the HTTP API. It knows addresses and replies, nothing of a page.
import type { Article } from '../../article.ts'
import type { FeedbackRequest } from '../../answer-contract.ts'
import type { AskEvent, AskRequest } from '../../contract.ts'
import { AskProblem, askStream } from '../ask-stream.ts'

export interface ApiOptions {
  /** Before /v1; '' for the page's own server. */
  base?: string
  /** Sent with every call, such as a token. */
  headers?: () => Readonly<Record<string, string>>
  fetch?: typeof fetch
}

export interface Api {
  ask(request: AskRequest, signal: AbortSignal): AsyncIterable<AskEvent>
  /** Throws `AskProblem`. A stored revision never changes, so it is fetched once. */
  article(id: string, revision: number): Promise<Article>
  /** Set or, with null, take back the rating of an answer. Throws `AskProblem`. */
  rate(id: string, feedback: FeedbackRequest | null): Promise<void>
}

/** Articles kept; a reader goes to and fro between few. */
const KEPT = 20

/** The API as seen from a page. */
export function createApi(options: ApiOptions = {}): Api {
  const { base = '', headers = () => ({}), fetch: call = fetch.bind(globalThis) } = options
  const articles = new Map<string, Promise<Article>>()
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const all = { ...headers(), ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }) }
    const response = await call(`${base}${path}`, { ...init, headers: all }).catch((error: unknown) => {
      throw new AskProblem('unreachable', 0, String(error))
    })
    if (!response.ok) throw new AskProblem(await codeOf(response), response.status, '')
    return response
  }
  return {
    ask: (request, signal) =>
      askStream(request, { url: `${base}/v1/ask`, headers: headers(), fetch: call, signal }),
    article: (id, revision) => {
      const path = `/v1/articles/${encodeURIComponent(id)}?revision=${revision}`
      const known = articles.get(path)
      if (known !== undefined) return known
      const found = send(path).then((response) => response.json() as Promise<Article>)
      articles.set(path, found)
      found.catch(() => articles.delete(path))
      if (articles.size > KEPT) articles.delete(articles.keys().next().value!)
      return found
    },
    rate: async (id, feedback) => {
      const path = `/v1/answers/${encodeURIComponent(id)}/feedback`
      await send(
        path,
        feedback === null ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify(feedback) },
      )
    },
  }
}

async function codeOf(response: Response): Promise<string> {
  const value = (await response.json().catch(() => null)) as { code?: unknown } | null
  return typeof value?.code === 'string' ? value.code : 'refused'
}
