// GET /livez: the process runs. GET /readyz: it can answer, or which part cannot.
import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../errors.ts'
import type { AppDeps } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'
import { createRouter, gives, problems, untyped } from './router.ts'

const RETRY_SECONDS = 5

const liveRoute = createRoute({
  method: 'get',
  path: '/livez',
  tags: ['Operations'],
  summary: 'Whether the process runs',
  responses: { 200: gives(z.object({ status: z.literal('ok') }), 'It runs') },
})

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['Operations'],
  summary: 'Whether it can answer, by named checks',
  responses: {
    200: gives(
      z.object({
        status: z.literal('ready'),
        checks: z.array(
          z.object({
            name: z.string(),
            ok: z.boolean(),
            /** It works still, and soon may not. */
            warn: z.boolean().optional(),
            detail: z.string(),
            /** How long it took to find out. */
            ms: z.number(),
          }),
        ),
      }),
      'It can answer',
    ),
    ...problems(503),
  },
})

/** The routes for whoever watches the process. */
export function healthRoutes({ ready }: Pick<AppDeps, 'ready'>) {
  return createRouter()
    .openapi(liveRoute, (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json({ status: 'ok' as const }, 200)
    })
    .openapi(readyRoute, async (c) => {
      const checks = await ready()
      const failing = checks.filter(({ ok }) => !ok)
      c.header('Cache-Control', 'no-store')
      if (failing.length === 0) return c.json({ status: 'ready' as const, checks }, 200)
      const names = failing.map(({ name }) => name).join(', ')
      const problem = problemOf(new AppError('not_ready', 503, `not ready: ${names}`), c.get('requestId'))
      c.set('note', {
        code: problem.code,
        error: failing.map(({ name, detail }) => `${name}: ${detail}`).join('; '),
      })
      // The detail of a failure may name files of this machine: it is in the log only.
      const told = checks.map((check) => (check.ok ? check : { name: check.name, ok: false, ms: check.ms }))
      return untyped(problemResponse(c, { ...problem, checks: told }, RETRY_SECONDS))
    })
}
