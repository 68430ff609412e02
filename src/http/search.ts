// POST /v1/search: the passages nearest to a query.
import { Hono } from 'hono'
import { searchRequestSchema } from '../contract.ts'
import { readJson } from './body.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { createGate } from './gate.ts'
import { methodNotAllowed } from './problem.ts'
import { validate } from '../validate.ts'

/** The routes of searching. */
export function searchRoutes({
  search,
  maxInFlight = 24,
}: Pick<AppDeps, 'search' | 'maxInFlight'>): Hono<AppEnv> {
  const gate = createGate(maxInFlight, 'searches')
  return new Hono<AppEnv>()
    .post('/v1/search', async (c) => {
      const request = validate(searchRequestSchema, await readJson(c.req.raw))
      const response = await gate(() => whileConnected(c.req.raw, (signal) => search(request, signal)))
      c.header('Cache-Control', 'no-store')
      return c.json(response)
    })
    .all('/v1/search', methodNotAllowed('POST'))
}
