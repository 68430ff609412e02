// /v1/articles: the stored texts that all offsets refer to; listed, read, put and deleted.
import { createRoute, z } from '@hono/zod-openapi'
import { articleSchema } from '../article.ts'
import {
  articleIdSchema,
  articleInputSchema,
  articleListSchema,
  articleQuerySchema,
  MAX_TEXT_BYTES,
  placeSchema,
} from '../article-contract.ts'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { whileConnected } from './cancel.ts'
import { etagOf, hasAlready, writeCondition } from './conditions.ts'
import { cursorSchema, pageOf } from './cursor.ts'
import { limitSchema } from '../contract.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { replyHeader } from './reply-headers.ts'
import { createRouter, gives, problems, takes } from './router.ts'
import { heldTo, within } from './within.ts'

/** Articles put at once: each waits for the model and for the one writer. */
const MOST_PUTS = 16
/** JSON may write a character as six. */
const MAX_ARTICLE_BODY = 2 * MAX_TEXT_BYTES + 65_536

const listRoute = createRoute({
  method: 'get',
  path: '/v1/articles',
  tags: ['Articles'],
  summary: 'The articles, newest first',
  middleware: requires('search'),
  request: { query: articleQuerySchema.extend({ limit: limitSchema, cursor: cursorSchema(placeSchema) }) },
  responses: {
    200: gives(articleListSchema, 'A page of them, without their texts; undated ones come last'),
    ...problems(401, 403, 422, 429),
  },
})

const articleRoute = createRoute({
  method: 'get',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'The stored article that offsets refer to',
  middleware: requires('search'),
  request: {
    params: z.object({ id: z.string() }),
    query: z.strictObject({
      /** An older revision; absent: the current one. */
      revision: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
        .transform(Number)
        .optional(),
    }),
  },
  responses: {
    200: gives(articleSchema, 'The article; its ETag is the revision'),
    304: { description: 'Still the revision of If-None-Match' },
    ...problems(401, 403, 404, 422, 429),
  },
})

const putRoute = createRoute({
  method: 'put',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'Store an article under an id; when it returns, a search finds it',
  description:
    'If-Match: only over this revision. If-None-Match: * – only if there is none. An equal article keeps its revision.',
  middleware: [requires('ingest'), jsonBody(MAX_ARTICLE_BODY)] as const,
  request: { params: z.object({ id: articleIdSchema }), body: takes(articleInputSchema) },
  responses: {
    200: gives(articleSchema, 'It was there; its ETag is the revision that it has now'),
    201: gives(articleSchema, 'It is new'),
    ...problems(400, 401, 403, 409, 412, 413, 415, 422, 429, 503),
  },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'Remove an article with all its revisions',
  description: 'If-Match: only at this revision.',
  middleware: requires('ingest'),
  request: { params: z.object({ id: z.string() }) },
  responses: {
    204: { description: 'It is gone, from searches too' },
    ...problems(401, 403, 404, 409, 412, 422, 429),
  },
})

/** The routes of articles. */
export function articleRoutes({ article, articles }: Pick<AppDeps, 'article' | 'articles'>) {
  const gate = createGate(MOST_PUTS, 'articles')
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, text, ...asked } = c.req.valid('query')
      const filters = within(c.get('principal'), asked)
      const found = await articles.list({ filters, text }, cursor ?? null, limit + 1)
      c.header('Cache-Control', 'no-cache')
      const placeOf = ({ published_at, id }: (typeof found)[number]) => ({ published_at, id })
      return c.json(pageOf(found, limit, placeOf), 200)
    })
    .openapi(articleRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { revision } = c.req.valid('query')
      const found = await heldTo(c.get('principal'), { article }).article(id, revision)
      if (found === null) throw missing(id, revision)
      const etag = etagOf(found.revision)
      replyHeader(c, 'etag', etag)
      // May be kept, but not shown without asking whether it is still the current revision.
      replyHeader(c, 'cache-control', 'no-cache')
      if (hasAlready(c.req.raw.headers, etag)) return c.body(null, 304)
      return c.json(found, 200)
    })
    .openapi(putRoute, async (c) => {
      const { id } = c.req.valid('param')
      const input = c.req.valid('json')
      const stored = await gate(() =>
        whileConnected(c.req.raw, (signal) =>
          articles.put(id, input, {
            holds: writeCondition(c.req.raw.headers),
            within: c.get('principal').filters,
            signal,
          }),
        ),
      )
      c.header('ETag', etagOf(stored.article.revision))
      c.header('Cache-Control', 'no-store')
      if (!stored.created) return c.json(stored.article, 200)
      c.header('Location', `/v1/articles/${encodeURIComponent(id)}`)
      return c.json(stored.article, 201)
    })
    .openapi(deleteRoute, async (c) => {
      const { id } = c.req.valid('param')
      const options = { holds: writeCondition(c.req.raw.headers), within: c.get('principal').filters }
      if (!(await articles.remove(id, options))) throw missing(id, undefined)
      return c.body(null, 204)
    })
}

function missing(id: string, revision: number | undefined): NotFoundError {
  const which = revision === undefined ? '' : ` of revision ${revision}`
  return new NotFoundError(`there is no article “${id.slice(0, 100)}”${which}; take an id from a search`)
}
