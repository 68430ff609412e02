// GET /v1/articles/{id}: the stored text that every offset refers to.
import { createRoute, z } from '@hono/zod-openapi'
import { articleSchema } from '../article.ts'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems } from './router.ts'
import { heldTo } from './within.ts'

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

/** The routes of articles. */
export function articleRoutes({ article }: Pick<AppDeps, 'article'>) {
  return createRouter().openapi(articleRoute, async (c) => {
    const { id } = c.req.valid('param')
    const { revision } = c.req.valid('query')
    const found = await heldTo(c.get('principal'), { article }).article(id, revision)
    if (found === null) throw missing(id, revision)
    const etag = `"${found.revision}"`
    c.header('ETag', etag)
    // May be kept, but not shown without asking whether it is still the current revision.
    c.header('Cache-Control', 'no-cache')
    if (matches(c.req.header('If-None-Match'), etag)) return c.body(null, 304)
    return c.json(found, 200)
  })
}

function missing(id: string, revision: number | undefined): NotFoundError {
  const which = revision === undefined ? '' : ` of revision ${revision}`
  return new NotFoundError(`there is no article “${id.slice(0, 100)}”${which}; take an id from a search`)
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
