// GET /v1/facets: how the articles divide by zone, region, source and month.
import { createRoute } from '@hono/zod-openapi'
import { articleQuerySchema, facetsSchema } from '../article-contract.ts'
import { requires } from './access.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems } from './router.ts'
import { within } from './within.ts'

const facetsRoute = createRoute({
  method: 'get',
  path: '/v1/facets',
  tags: ['Articles'],
  summary: 'How many articles there are of each zone, region, source and month',
  middleware: requires('search'),
  request: { query: articleQuerySchema },
  responses: {
    200: gives(facetsSchema, 'Counts of the articles that meet the filters'),
    ...problems(401, 403, 422, 429),
  },
})

/** The routes of facets. */
export function facetRoutes({ articles }: Pick<AppDeps, 'articles'>) {
  return createRouter().openapi(facetsRoute, async (c) => {
    const { text, ...asked } = c.req.valid('query')
    const filters = within(c.get('principal'), asked)
    c.header('Cache-Control', 'no-cache')
    return c.json(await articles.facets({ filters, text }), 200)
  })
}
