// The API as the preview in the console may use it: by the session of the console, held to the articles of a channel.
import type { Filters } from '../../article.ts'
import { AskProblem } from '../ask-stream.ts'
import { createApi } from '../chat/api.ts'
import type { VisitorApi } from './visitor-api.ts'

/** As `CONSOLE_HEADER` of the server has it. */
const HEADERS = { 'X-TouWen-Console': '1' }

/** Build it. `held`: the articles of the channel, as they are at each call. */
export function createStaffApi(held: () => Filters): VisitorApi {
  const api = createApi({ headers: () => HEADERS })
  return {
    article: api.article,
    ask: (request, signal) => api.ask({ ...request, filters: { ...request.filters, ...held() } }, signal),
    // Nothing is kept of what is asked here, so there is nothing to rate: the buttons are there to be seen.
    rate: async () => undefined,
    starters: async (limit) => {
      const { zone } = held()
      const query = new URLSearchParams({ limit: String(limit), ...(zone === undefined ? {} : { zone }) })
      const response = await fetch(`/v1/starters?${query.toString()}`, { headers: HEADERS })
      if (!response.ok) throw new AskProblem('refused', response.status, '')
      return ((await response.json()) as { starters: string[] }).starters
    },
  }
}
