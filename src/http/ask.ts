// POST /v1/ask: one question, one answer or refusal.
import { Hono } from 'hono'
import { askRequestSchema } from '../contract.ts'
import { readJson } from './body.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { createGate } from './gate.ts'
import { methodNotAllowed } from './problem.ts'
import { validate } from '../validate.ts'

/** The routes of asking. */
export function askRoutes({ ask, maxInFlight = 24 }: Pick<AppDeps, 'ask' | 'maxInFlight'>): Hono<AppEnv> {
  const gate = createGate(maxInFlight, 'questions')
  return new Hono<AppEnv>()
    .post('/v1/ask', async (c) => {
      // Before the gate: a client that sends slowly must not take the place of one that has asked.
      const request = validate(askRequestSchema, await readJson(c.req.raw))
      const answer = await gate(() => whileConnected(c.req.raw, (signal) => ask(request, signal)))
      c.set('note', { outcome: answer.outcome })
      c.header('Cache-Control', 'no-store')
      return c.json(answer)
    })
    .all('/v1/ask', methodNotAllowed('POST'))
}
