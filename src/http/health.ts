// GET /livez: the process runs. GET /readyz: it can answer, or which part cannot.
import { Hono } from 'hono'
import { AppError } from '../errors.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { methodNotAllowed, problemOf, problemResponse } from './problem.ts'

const RETRY_SECONDS = 5

/** The routes for whoever watches the process. */
export function healthRoutes({ ready }: Pick<AppDeps, 'ready'>): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/livez', (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json({ status: 'ok' })
    })
    .all('/livez', methodNotAllowed('GET'))
    .get('/readyz', async (c) => {
      const checks = await ready()
      const failing = checks.filter(({ ok }) => !ok)
      c.header('Cache-Control', 'no-store')
      if (failing.length === 0) return c.json({ status: 'ready', checks })
      const names = failing.map(({ name }) => name).join(', ')
      const problem = problemOf(new AppError('not_ready', 503, `not ready: ${names}`), c.var.requestId)
      c.set('note', {
        code: problem.code,
        error: failing.map(({ name, detail }) => `${name}: ${detail}`).join('; '),
      })
      // The detail of a failure may name files of this machine: it is in the log only.
      const told = checks.map(({ name, ok, detail }) => (ok ? { name, ok, detail } : { name, ok }))
      return problemResponse(c, { ...problem, checks: told }, RETRY_SECONDS)
    })
    .all('/readyz', methodNotAllowed('GET'))
}
