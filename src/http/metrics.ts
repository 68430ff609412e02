// GET /metrics: what was counted, for Prometheus. On the main port only for whoever has a key.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { createRouter, problems, untyped } from './router.ts'

const described = {
  method: 'get' as const,
  path: '/metrics',
  tags: ['Operations'],
  summary: 'Counters and timings in the text format of Prometheus',
}
const exposition = {
  description: 'Every metric with its help and type',
  content: { 'text/plain': { schema: z.string() } },
}

const guardedRoute = createRoute({
  ...described,
  description:
    'Needs a key with the scope `logs` or `admin`. TOUWEN_METRICS_PORT serves it on a port of its own.',
  middleware: requires('logs', 'admin'),
  responses: { 200: exposition, ...problems(401, 403, 404) },
})

const openRoute = createRoute({ ...described, responses: { 200: exposition, ...problems(404) } })

/** The route on the main port. */
export function metricsRoutes({ metrics }: Pick<AppDeps, 'metrics'>) {
  return createRouter().openapi(guardedRoute, async (c) => untyped(await expose(c, metrics)))
}

/** The route on the port for monitoring. */
export function openMetricsRoutes({ metrics }: Pick<AppDeps, 'metrics'>) {
  return createRouter().openapi(openRoute, async (c) => untyped(await expose(c, metrics)))
}

async function expose(c: Context<AppEnv>, metrics: AppDeps['metrics']): Promise<Response> {
  if (metrics === undefined) throw new NotFoundError('nothing is counted here; look at another process')
  const { type, text } = await metrics()
  c.header('Cache-Control', 'no-store')
  return c.body(text, 200, { 'Content-Type': type })
}
