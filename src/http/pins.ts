// /v1/pins: answers that people pin to questions. All of it needs `admin`: a pin changes what everybody is told, which is
// more than the reading of logs, and it bypasses the articles, which is more than ingest.
import { createRoute, z } from '@hono/zod-openapi'
import { pinRequestSchema, pinSchema } from '../answer-contract.ts'
import { limitSchema } from '../contract.ts'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { conditionHeaders, conditionOf } from './conditions.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const params = z.object({
  id: z.string().regex(/^[\w.-]{1,100}$/, 'must be 1–100 letters, digits, _ . or -'),
})
/** Largest pin, in bytes: a hundred questions of 500 characters. */
const MAX_PIN = 262_144

const putRoute = createRoute({
  method: 'put',
  path: '/v1/pins/{id}',
  tags: ['Pins'],
  summary: 'Pin an answer to a question; again and again with the same effect',
  middleware: [requires('admin'), jsonBody(MAX_PIN)] as const,
  request: { params, headers: conditionHeaders, body: takes(pinRequestSchema) },
  responses: {
    200: gives(pinSchema, 'The pin that was there is changed; the ETag is its version'),
    201: gives(pinSchema, 'There is a new pin'),
    ...problems(400, 401, 403, 412, 413, 415, 422, 429),
  },
})

const getRoute = createRoute({
  method: 'get',
  path: '/v1/pins/{id}',
  tags: ['Pins'],
  summary: 'A pin, and whether its citation still stands',
  middleware: requires('admin'),
  request: { params },
  responses: {
    200: gives(pinSchema, 'The pin; the ETag is its version'),
    ...problems(401, 403, 404, 422, 429),
  },
})

const listRoute = createRoute({
  method: 'get',
  path: '/v1/pins',
  tags: ['Pins'],
  summary: 'Pins, by id',
  middleware: requires('admin'),
  request: {
    query: z.strictObject({
      limit: limitSchema,
      cursor: z.string().max(300).optional(),
      /** Only those whose cited article no longer says so (`true`), or still does (`false`). */
      stale: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      /** Words of one of its questions or of its answer; case, width and script do not matter. */
      text: z.string().trim().max(200).optional(),
    }),
  },
  responses: {
    200: gives(z.object({ items: z.array(pinSchema), next_cursor: z.string().nullable() }), 'A page'),
    ...problems(401, 403, 422, 429),
  },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/pins/{id}',
  tags: ['Pins'],
  summary: 'Remove a pin',
  middleware: requires('admin'),
  request: { params, headers: conditionHeaders },
  responses: { 204: { description: 'It is gone' }, ...problems(401, 403, 404, 412, 422, 429) },
})

/** The routes of pinned answers. */
export function pinRoutes({ pins }: Pick<AppDeps, 'pins'>) {
  return createRouter()
    .openapi(putRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { pin, created } = await pins.put(id, c.req.valid('json'), conditionOf(c.req.valid('header')))
      c.header('ETag', `"${pin.version}"`)
      c.header('Cache-Control', 'no-store')
      if (!created) return c.json(pin, 200)
      c.header('Location', `/v1/pins/${id}`)
      return c.json(pin, 201)
    })
    .openapi(getRoute, async (c) => {
      const { id } = c.req.valid('param')
      const pin = await pins.get(id)
      if (pin === null) throw missing(id)
      c.header('ETag', `"${pin.version}"`)
      // Whether it is stale changes without it.
      c.header('Cache-Control', 'no-store')
      return c.json(pin, 200)
    })
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      c.header('Cache-Control', 'no-store')
      return c.json(await pins.list(limit, cursor, filter), 200)
    })
    .openapi(deleteRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await pins.remove(id, conditionOf(c.req.valid('header'))))) throw missing(id)
      return c.body(null, 204)
    })
}

function missing(id: string): NotFoundError {
  return new NotFoundError(`there is no pin “${id}”; take an id from /v1/pins`)
}
