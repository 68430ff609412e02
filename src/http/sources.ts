// /v1/sources: where articles are fetched from; how each run went, and what stands there.
import { createRoute, z } from '@hono/zod-openapi'
import { InputError } from '../errors.ts'
import { fromOpaque, toOpaque } from '../opaque.ts'
import {
  ITEM_STATES,
  itemSchema,
  runSchema,
  sourcePatchSchema,
  sourceRequestSchema,
  sourceSchema,
  type Page,
} from '../sources/source.ts'
import { limitSchema } from '../contract.ts'
import { requires, requiresUnheld } from './access.ts'
import { jsonBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const TAGS = ['Sources']
const PATH = '/v1/sources/{id}'
const params = z.object({ id: z.string().max(200) })
const pageQuery = {
  limit: limitSchema,
  /** `next_cursor` of the page before. */
  cursor: z.string().max(4000).optional(),
}
const listOf = <T extends z.ZodType>(schema: T) =>
  z.object({ items: z.array(schema), next_cursor: z.string().nullable() })

const createSource = createRoute({
  method: 'post',
  path: '/v1/sources',
  tags: TAGS,
  summary: 'Register a sitemap, a feed or a page of links to fetch articles from',
  middleware: [requires('ingest'), requiresUnheld(), jsonBody()] as const,
  request: { body: takes(sourceRequestSchema) },
  responses: {
    201: gives(sourceSchema, 'The source; Location names it'),
    ...problems(400, 401, 403, 409, 413, 415, 422, 429),
  },
})

const listSources = createRoute({
  method: 'get',
  path: '/v1/sources',
  tags: TAGS,
  summary: 'All sources, each with its last run',
  middleware: [requires('ingest', 'logs'), requiresUnheld()] as const,
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: gives(listOf(sourceSchema), 'A page of sources'), ...problems(401, 403, 422, 429) },
})

const getSource = createRoute({
  method: 'get',
  path: PATH,
  tags: TAGS,
  summary: 'A source with its last run and when it runs next',
  middleware: [requires('ingest', 'logs'), requiresUnheld()] as const,
  request: { params },
  responses: { 200: gives(sourceSchema, 'The source'), ...problems(401, 403, 404, 422, 429) },
})

const putSource = createRoute({
  method: 'put',
  path: PATH,
  tags: TAGS,
  summary: 'Replace what a source is; what was fetched of it stays',
  middleware: [requires('ingest'), requiresUnheld(), jsonBody()] as const,
  request: { params, body: takes(sourceRequestSchema) },
  responses: { 200: gives(sourceSchema, 'The source'), ...problems(400, 401, 403, 404, 413, 415, 422, 429) },
})

const patchSource = createRoute({
  method: 'patch',
  path: PATH,
  tags: TAGS,
  summary: 'Change some fields of a source',
  middleware: [requires('ingest'), requiresUnheld(), jsonBody()] as const,
  request: { params, body: takes(sourcePatchSchema) },
  responses: { 200: gives(sourceSchema, 'The source'), ...problems(400, 401, 403, 404, 413, 415, 422, 429) },
})

const deleteSource = createRoute({
  method: 'delete',
  path: PATH,
  tags: TAGS,
  summary: 'Forget a source; its articles stay unless they are to be removed',
  middleware: [requires('ingest'), requiresUnheld()] as const,
  request: { params, query: z.strictObject({ articles: z.enum(['keep', 'remove']).default('keep') }) },
  responses: { 204: { description: 'It is forgotten' }, ...problems(401, 403, 404, 409, 422, 429) },
})

const runSource = createRoute({
  method: 'post',
  path: `${PATH}/runs`,
  tags: TAGS,
  summary: 'Run a source now; one that is in work already is given instead',
  middleware: [requires('ingest'), requiresUnheld()] as const,
  request: {
    params,
    // `due`: what is new, told to have changed, or due to be looked at again. `all`: every item.
    query: z.strictObject({ check: z.enum(['due', 'all']).default('due') }),
  },
  responses: {
    202: gives(runSchema, 'The run; GET the source for how it goes'),
    ...problems(401, 403, 404, 409, 422, 429),
  },
})

const listItems = createRoute({
  method: 'get',
  path: `${PATH}/items`,
  tags: TAGS,
  summary: 'What stands at a source, and what became of it',
  middleware: [requires('ingest', 'logs'), requiresUnheld()] as const,
  request: { params, query: z.strictObject({ ...pageQuery, state: z.enum(ITEM_STATES).optional() }) },
  responses: { 200: gives(listOf(itemSchema), 'A page of items'), ...problems(401, 403, 404, 422, 429) },
})

/** The routes of sources. */
export function sourceRoutes({ sources }: Pick<AppDeps, 'sources'>) {
  return createRouter()
    .openapi(createSource, async (c) => {
      const made = await sources.create(c.req.valid('json'))
      c.header('Location', `/v1/sources/${encodeURIComponent(made.id)}`)
      return c.json(made, 201)
    })
    .openapi(listSources, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return fresh(c).json(encoded(await sources.list(limit, decoded(cursor))), 200)
    })
    .openapi(getSource, async (c) => fresh(c).json(await sources.get(c.req.valid('param').id), 200))
    .openapi(putSource, async (c) =>
      c.json(await sources.replace(c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(patchSource, async (c) =>
      c.json(await sources.patch(c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(deleteSource, async (c) => {
      await sources.remove(c.req.valid('param').id, c.req.valid('query').articles)
      return c.body(null, 204)
    })
    .openapi(runSource, async (c) =>
      c.json(await sources.run(c.req.valid('param').id, c.req.valid('query').check === 'all'), 202),
    )
    .openapi(listItems, async (c) => {
      const { limit, cursor, state } = c.req.valid('query')
      return fresh(c).json(
        encoded(await sources.items(c.req.valid('param').id, state, limit, decoded(cursor))),
        200,
      )
    })
}

// --- Internal helpers ---

function fresh<C extends { header(name: string, value: string): void }>(c: C): C {
  c.header('Cache-Control', 'no-store')
  return c
}

// An address may hold any character; a cursor holds none that a query string would change.
function encoded<T>({ items, next_cursor }: Page<T>): Page<T> {
  return { items, next_cursor: next_cursor === null ? null : toOpaque(next_cursor) }
}

function decoded(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const place = fromOpaque(cursor)
  if (typeof place === 'string') return place
  const message = 'is none; take `next_cursor` of the page before'
  throw new InputError(`cursor: ${message}`, {
    code: 'invalid_request',
    fields: [{ field: 'cursor', message }],
  })
}
