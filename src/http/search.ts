// POST /v1/search: the passages nearest to a query.
import { createRoute } from '@hono/zod-openapi'
import { searchRequestSchema, searchResponseSchema } from '../contract.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { createRouter, gives, problems, takes } from './router.ts'
import { heldTo } from './within.ts'

const searchRoute = createRoute({
  method: 'post',
  path: '/v1/search',
  tags: ['Search'],
  summary: 'Find the passages nearest to a query',
  middleware: [requires('search'), jsonBody()] as const,
  request: { body: takes(searchRequestSchema) },
  responses: {
    200: gives(searchResponseSchema, 'The passages, best first'),
    ...problems(400, 401, 403, 413, 415, 422, 429, 503),
  },
})

/** The routes of searching. */
export function searchRoutes({
  search,
  maxInFlight = 24,
  meter,
}: Pick<AppDeps, 'search' | 'maxInFlight' | 'meter'>) {
  const gate = createGate(maxInFlight, 'searches', meter?.gate('searches'))
  return createRouter().openapi(searchRoute, async (c) => {
    const request = c.req.valid('json')
    const response = await gate(() =>
      whileConnected(c.req.raw, (signal) => heldTo(c.get('principal'), { search }).search(request, signal)),
    )
    c.set('note', { question: request.query })
    c.set('timings', response.timings_ms)
    c.header('Cache-Control', 'no-store')
    return c.json(response, 200)
  })
}
