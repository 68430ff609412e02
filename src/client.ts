// The typed client of the HTTP API: paths, fields and replies as the server's own routes declare them.
import { hc } from 'hono/client'
import type { Api } from './http/app.ts'

export interface ClientOptions {
  /** Sent as `Authorization: Bearer`. Absent: reading only, where that is open. */
  key?: string
  /** Instead of the global one. */
  fetch?: typeof fetch
}

/** The calls of the API, such as `client.v1.ask.$post({ json: { question } })`. */
export type Client = ReturnType<typeof hc<Api>>

/**
 * A client of the service at `baseUrl`. A call resolves with the response whatever its status; look at `ok` before reading
 * the body: an error is `application/problem+json`.
 *
 * @example
 * const client = createClient('http://127.0.0.1:8787')
 * const response = await client.v1.ask.$post({ json: { question: '外资到账目标是多少' } })
 * if (response.ok) console.log((await response.json()).answer)
 */
export function createClient(baseUrl: string, { key, fetch }: ClientOptions = {}): Client {
  const client = hc<Api>(baseUrl.replace(/(?<!\/)\/+$/, ''), {
    ...(key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  })
  return encodingParameters(client)
}

// --- Internal helpers ---

// hono puts a parameter into the path as it is, and an id may hold a slash.
function encodingParameters<T extends object>(node: T): T {
  return new Proxy(node, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? encodingParameters(member) : member
    },
    apply(target, self, [input, ...rest]: [{ param?: Record<string, string> }?, ...unknown[]]) {
      const param = Object.entries(input?.param ?? {}).map(([name, value]) => [
        name,
        encodeURIComponent(value),
      ])
      const encoded = input?.param === undefined ? input : { ...input, param: Object.fromEntries(param) }
      return Reflect.apply(target as () => unknown, self, [encoded, ...rest]) as unknown
    },
  })
}
