// GET /v1/starters: questions to begin with, which the index can answer.
import { createRoute, z } from '@hono/zod-openapi'
import { startersRequestSchema } from '../contract.ts'
import { requires } from './access.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems } from './router.ts'
import { heldTo } from './within.ts'

const startersRoute = createRoute({
  method: 'get',
  path: '/v1/starters',
  tags: ['Ask'],
  summary: 'Questions to begin with, tried over the index',
  middleware: requires('ask'),
  request: { query: startersRequestSchema },
  responses: {
    200: gives(z.object({ starters: z.array(z.string()) }), 'Right after a start there may be few, or none'),
    ...problems(401, 403, 422, 429),
  },
})

/** The routes of starters. */
export function starterRoutes({ starters }: Pick<AppDeps, 'starters'>) {
  return createRouter().openapi(startersRoute, async (c) => {
    const { limit, ...filters } = c.req.valid('query')
    c.header('Cache-Control', 'no-store')
    return c.json({ starters: await heldTo(c.get('principal'), { starters }).starters(limit, filters) }, 200)
  })
}
