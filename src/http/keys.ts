// /v1/keys: keys are made, listed and revoked by whoever has the scope admin.
import { createRoute, z } from '@hono/zod-openapi'
import { NotFoundError } from '../errors.ts'
import { createdKeySchema, keySchema, newKeySchema } from '../keys/key.ts'
import { limitSchema } from '../contract.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const createKeyRoute = createRoute({
  method: 'post',
  path: '/v1/keys',
  tags: ['Keys'],
  summary: 'Make a key; its text is told this once',
  middleware: [requires('admin'), jsonBody()] as const,
  request: { body: takes(newKeySchema) },
  responses: {
    201: gives(createdKeySchema, 'The key; `key` is its text'),
    ...problems(400, 401, 403, 413, 415, 422, 429),
  },
})

const listKeysRoute = createRoute({
  method: 'get',
  path: '/v1/keys',
  tags: ['Keys'],
  summary: 'All keys without their text, newest first',
  middleware: requires('admin'),
  request: {
    query: z.strictObject({
      limit: limitSchema,
      cursor: z.string().max(100).optional(),
    }),
  },
  responses: {
    200: gives(
      z.object({ items: z.array(keySchema), next_cursor: z.string().nullable() }),
      'Revoked and expired keys are among them',
    ),
    ...problems(400, 401, 403, 422, 429),
  },
})

const revokeKeyRoute = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  tags: ['Keys'],
  summary: 'Revoke a key, now and for good',
  middleware: requires('admin'),
  request: { params: z.object({ id: z.string() }) },
  responses: {
    204: { description: 'It is worthless from now on; other processes know within seconds' },
    ...problems(400, 401, 403, 404, 429),
  },
})

/** The routes of keys. */
export function keyRoutes({ keys }: Pick<AppDeps, 'keys'>) {
  return createRouter()
    .openapi(createKeyRoute, async (c) => {
      const created = await keys.create(c.req.valid('json'))
      c.header('Cache-Control', 'no-store')
      return c.json(created, 201)
    })
    .openapi(listKeysRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      c.header('Cache-Control', 'no-store')
      return c.json(await keys.list({ limit, ...(cursor === undefined ? {} : { cursor }) }), 200)
    })
    .openapi(revokeKeyRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await keys.revoke(id))) {
        throw new NotFoundError(`there is no key “${id.slice(0, 60)}”; take an id from GET /v1/keys`)
      }
      return c.body(null, 204)
    })
}
