// /v1/jobs: what became of accepted work.
import { createRoute, z } from '@hono/zod-openapi'
import { NotFoundError } from '../errors.ts'
import {
  JOB_STATES,
  jobItemListSchema,
  jobListSchema,
  jobPlaceSchema,
  jobSchema,
  OUTCOMES,
  type Owner,
} from '../job-contract.ts'
import type { Principal } from '../keys/principal.ts'
import { requires } from './access.ts'
import { cursorSchema, pageOf } from './cursor.ts'
import { limitSchema } from '../contract.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems } from './router.ts'

const tags = ['Jobs']
const middleware = requires('ingest')
const params = z.object({ id: z.string() })

const listRoute = createRoute({
  method: 'get',
  path: '/v1/jobs',
  tags,
  summary: 'Jobs, newest first',
  middleware,
  request: {
    query: z.strictObject({
      state: z.enum(JOB_STATES).optional(),
      limit: limitSchema,
      cursor: cursorSchema(jobPlaceSchema),
    }),
  },
  responses: {
    200: gives(jobListSchema, 'A page of them, without their items'),
    ...problems(401, 403, 422, 429),
  },
})

const jobRoute = createRoute({
  method: 'get',
  path: '/v1/jobs/{id}',
  tags,
  summary: 'How far a job is, what failed, and from when on what it stored is found',
  middleware,
  request: { params },
  responses: {
    200: gives(jobSchema, 'The job with its first 100 items, those that failed before the others'),
    ...problems(401, 403, 404, 429),
  },
})

const itemsRoute = createRoute({
  method: 'get',
  path: '/v1/jobs/{id}/items',
  tags,
  summary: 'What became of each item of a job, in the order in which they were settled',
  middleware,
  request: {
    params,
    query: z.strictObject({
      outcome: z.enum(OUTCOMES).optional(),
      limit: limitSchema,
      cursor: cursorSchema(z.object({ number: z.number().int() })),
    }),
  },
  responses: { 200: gives(jobItemListSchema, 'A page of its items'), ...problems(401, 403, 404, 422, 429) },
})

const cancelRoute = createRoute({
  method: 'delete',
  path: '/v1/jobs/{id}',
  tags,
  summary: 'Cancel what of a job has not begun',
  middleware,
  request: { params },
  responses: {
    200: gives(jobSchema, 'It had not begun, and will not'),
    202: gives(jobSchema, 'The article in work is finished, the rest is left; what is stored stays'),
    ...problems(401, 403, 404, 409, 429),
  },
})

/** The routes of jobs. */
export function jobRoutes({ jobs }: Pick<AppDeps, 'jobs'>) {
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, state } = c.req.valid('query')
      const query = { state, owner: ownerOf(c.var.principal) }
      const found = await jobs.list(query, cursor ?? null, limit + 1)
      c.header('Cache-Control', 'no-store')
      return c.json(
        pageOf(found, limit, ({ created_at, id }) => ({ created_at, id })),
        200,
      )
    })
    .openapi(jobRoute, async (c) => {
      const { id } = c.req.valid('param')
      const job = await jobs.get(id, ownerOf(c.var.principal))
      if (job === null) throw missing(id)
      c.header('Cache-Control', 'no-store')
      return c.json(job, 200)
    })
    .openapi(itemsRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { outcome, limit, cursor } = c.req.valid('query')
      if ((await jobs.get(id, ownerOf(c.var.principal))) === null) throw missing(id)
      const found = await jobs.items(id, outcome, cursor?.number ?? 0, limit + 1)
      c.header('Cache-Control', 'no-store')
      return c.json(
        pageOf(found, limit, ({ number }) => ({ number })),
        200,
      )
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const job = await jobs.cancel(id, ownerOf(c.var.principal))
      if (job === null) throw missing(id)
      c.header('Cache-Control', 'no-store')
      return job.state === 'cancelled' ? c.json(job, 200) : c.json(job, 202)
    })
}

// A key that is held to some articles must not see what others have sent.
function ownerOf({ id, filters }: Principal): Owner {
  return filters === undefined ? undefined : id
}

function missing(id: string): NotFoundError {
  return new NotFoundError(
    `there is no job “${id.slice(0, 100)}”; take its id from the reply that accepted it`,
  )
}
