// GET /v1/answers/{id}: an answer read again. …/feedback: what its reader thinks of it. Whoever knows the id may do both:
// it cannot be guessed, and only the asker was told it.
import { createRoute, z } from '@hono/zod-openapi'
import {
  feedbackRequestSchema,
  feedbackSchema,
  storedAnswerSchema,
  type StoredAnswer,
} from '../answer-contract.ts'
import { NotFoundError } from '../errors.ts'
import type { Principal } from '../keys/principal.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const params = z.object({ id: z.string() })

const answerRoute = createRoute({
  method: 'get',
  path: '/v1/answers/{id}',
  tags: ['Answers'],
  summary: 'An answer as it was given, its citations held against the articles of today',
  middleware: requires('ask'),
  request: { params },
  responses: { 200: gives(storedAnswerSchema, 'The answer'), ...problems(401, 403, 404, 429) },
})

const rateRoute = createRoute({
  method: 'post',
  path: '/v1/answers/{id}/feedback',
  tags: ['Answers'],
  summary: 'Rate an answer; the last rating counts',
  middleware: [requires('ask'), jsonBody()] as const,
  request: { params, body: takes(feedbackRequestSchema) },
  responses: {
    200: gives(feedbackSchema, 'The feedback that the answer now has'),
    ...problems(400, 401, 403, 404, 413, 415, 422, 429),
  },
})

const unrateRoute = createRoute({
  method: 'delete',
  path: '/v1/answers/{id}/feedback',
  tags: ['Answers'],
  summary: 'Take the rating of an answer back',
  middleware: requires('ask'),
  request: { params },
  responses: { 204: { description: 'The answer has no feedback' }, ...problems(401, 403, 404, 429) },
})

/** The routes of stored answers. */
export function answerRoutes({ answers }: Pick<AppDeps, 'answers'>) {
  const mustBeOwn = async (principal: Principal, id: string): Promise<void> => {
    if (principal.visitor !== true) return
    const found = await answers.answer(id)
    if (found === null || !mayRead(principal, found)) throw missing(id)
  }
  return createRouter()
    .openapi(answerRoute, async (c) => {
      const { id } = c.req.valid('param')
      const found = await answers.answer(id)
      if (found === null || !mayRead(c.get('principal'), found)) throw missing(id)
      c.header('Cache-Control', 'no-store')
      return c.json(found, 200)
    })
    .openapi(rateRoute, async (c) => {
      const { id } = c.req.valid('param')
      await mustBeOwn(c.get('principal'), id)
      const feedback = await answers.rate(id, c.req.valid('json'))
      if (feedback === null) throw missing(id)
      c.header('Cache-Control', 'no-store')
      return c.json(feedback, 200)
    })
    .openapi(unrateRoute, async (c) => {
      const { id } = c.req.valid('param')
      await mustBeOwn(c.get('principal'), id)
      if (!(await answers.unrate(id))) throw missing(id)
      return c.body(null, 204)
    })
}

// Visitors of one channel see nothing of another.
function mayRead({ visitor, channel }: Principal, answer: StoredAnswer): boolean {
  return visitor !== true || answer.channel === channel
}

function missing(id: string): NotFoundError {
  return new NotFoundError(
    `there is no answer “${id.slice(0, 100)}”; take the id of a reply, and mind that answers are kept for some days only`,
  )
}
