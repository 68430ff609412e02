// The API as a visitor may use it: each call with the token of the session, and once more with a new one when that has ended.
import { AskProblem } from '../ask-stream.ts'
import { createApi, type Api } from '../chat/api.ts'
import type { Host } from './host.ts'

export interface VisitorApi extends Api {
  /** Questions to begin with, within the channel. Throws `AskProblem`. */
  starters(limit: number): Promise<string[]>
}

/** Build it over what gives tokens. */
export function createVisitorApi(host: Pick<Host, 'token'>): VisitorApi {
  let token = ''
  const headers = (): Record<string, string> => ({ Authorization: `Bearer ${token}` })
  const api = createApi({ headers })
  const withToken = async <T>(call: () => Promise<T>): Promise<T> => {
    const sent = await host.token()
    token = sent
    try {
      return await call()
    } catch (error) {
      if (!ended(error)) throw error
      token = await host.token(sent)
      return call()
    }
  }
  return {
    ask: async function* ask(request, signal) {
      const sent = await host.token()
      token = sent
      try {
        yield* api.ask(request, signal)
      } catch (error) {
        // It is refused before the first event, if at all.
        if (!ended(error)) throw error
        token = await host.token(sent)
        yield* api.ask(request, signal)
      }
    },
    article: (id, revision) => withToken(() => api.article(id, revision)),
    rate: (id, feedback) => withToken(() => api.rate(id, feedback)),
    starters: (limit) =>
      withToken(async () => {
        const response = await fetch(`/v1/starters?limit=${limit}`, { headers: headers() })
        if (!response.ok) throw new AskProblem('refused', response.status, '')
        return ((await response.json()) as { starters: string[] }).starters
      }),
  }
}

function ended(error: unknown): boolean {
  return error instanceof AskProblem && error.status === 401
}
