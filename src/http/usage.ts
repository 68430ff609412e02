// GET /v1/usage: how much was asked in some days, and how it went.
import { createRoute } from '@hono/zod-openapi'
import { usageRequestSchema, usageSchema } from '../usage-contract.ts'
import { requires } from './access.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems } from './router.ts'

const usageRoute = createRoute({
  method: 'get',
  path: '/v1/usage',
  tags: ['Answers'],
  summary: 'How much was asked in some days, and how it went',
  middleware: requires('logs'),
  request: { query: usageRequestSchema },
  responses: {
    200: gives(usageSchema, 'The report, exact at the moment it is made'),
    ...problems(401, 403, 404, 422, 429),
  },
})

/** The route of the report. */
export function usageRoutes({ answers }: Pick<AppDeps, 'answers'>) {
  return createRouter().openapi(usageRoute, async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(await answers.usage(c.req.valid('query')), 200)
  })
}
