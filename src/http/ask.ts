// POST /v1/ask: one question, one answer or refusal.
import { createRoute } from '@hono/zod-openapi'
import { answerSchema, askRequestSchema } from '../contract.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { createRouter, gives, problems, takes } from './router.ts'
import { heldTo } from './within.ts'

const askRoute = createRoute({
  method: 'post',
  path: '/v1/ask',
  tags: ['Ask'],
  summary: 'Ask one question; get an answer with its citations, or a refusal',
  // The body is read before the gate: a client that sends slowly must not take the place of one that has asked.
  middleware: [requires('ask'), jsonBody()] as const,
  request: { body: takes(askRequestSchema) },
  responses: {
    200: gives(answerSchema, 'The answer, the refusal, or the sides of a conflict'),
    ...problems(400, 401, 403, 413, 415, 422, 429, 503),
  },
})

/** The routes of asking. */
export function askRoutes({ ask, maxInFlight = 24 }: Pick<AppDeps, 'ask' | 'maxInFlight'>) {
  const gate = createGate(maxInFlight, 'questions')
  return createRouter().openapi(askRoute, async (c) => {
    const request = c.req.valid('json')
    const principal = c.get('principal')
    const asking = { channel: 'api', key: principal.id }
    const answer = await gate(() =>
      whileConnected(c.req.raw, (signal) => heldTo(principal, { ask }).ask(request, signal, asking)),
    )
    c.set('note', { outcome: answer.outcome })
    c.header('Cache-Control', 'no-store')
    return c.json(answer, 200)
  })
}
