// POST /v1/evidence: what a decision would rest on, for whoever fits one. It needs `admin`: the scores tell how to be answered,
// and a question of it is as dear as one that is answered. A key with `admin` sees all articles, so there is nothing to hold it to.
import { createRoute } from '@hono/zod-openapi'
import { evidenceRequestSchema, evidenceSchema } from '../evidence-contract.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const evidenceRoute = createRoute({
  method: 'post',
  path: '/v1/evidence',
  tags: ['Search'],
  summary:
    'What the decision would rest on: passages with the scores of the reader, before anything is decided',
  description:
    'For “touwen edge calibrate”, which fits the decision of a deployment to question sets. Nothing is answered and nothing is recorded.',
  middleware: [requires('admin'), jsonBody()] as const,
  request: { body: takes(evidenceRequestSchema) },
  responses: {
    200: gives(evidenceSchema, 'The evidence, best passage first'),
    ...problems(400, 401, 403, 413, 415, 422, 429, 503),
  },
})

/** Questions in work at once: who fits a decision can wait, and those who ask cannot. */
const AT_ONCE = 4

/** The route of evidence. */
export function evidenceRoutes({ evidence }: Pick<AppDeps, 'evidence'>) {
  const gate = createGate(AT_ONCE, 'questions of a calibration')
  return createRouter().openapi(evidenceRoute, async (c) => {
    const request = c.req.valid('json')
    const found = await gate(() => whileConnected(c.req.raw, (signal) => evidence(request, signal)))
    c.header('Cache-Control', 'no-store')
    return c.json(found, 200)
  })
}
