// GET /v1/starters: questions to begin with, which the index can answer.
import { Hono } from 'hono'
import { startersRequestSchema } from '../contract.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { methodNotAllowed } from './problem.ts'
import { validate } from '../validate.ts'

/** The routes of starters. Right after a start there may be few yet, or none. */
export function starterRoutes({ starters }: Pick<AppDeps, 'starters'>): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/v1/starters', async (c) => {
      const { limit, ...filters } = validate(startersRequestSchema, c.req.query())
      c.header('Cache-Control', 'no-store')
      return c.json({ starters: await starters(limit, filters) })
    })
    .all('/v1/starters', methodNotAllowed('GET'))
}
