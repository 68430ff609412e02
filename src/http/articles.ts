// GET /v1/articles/{id}: the stored text that every offset refers to.
import { Hono } from 'hono'
import { z } from 'zod'
import { NotFoundError } from '../errors.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { methodNotAllowed } from './problem.ts'
import { validate } from '../validate.ts'

const querySchema = z.strictObject({
  /** An older revision; absent: the current one. */
  revision: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .transform(Number)
    .optional(),
})

/** The routes of articles. Their ETag is the revision. */
export function articleRoutes({ article }: Pick<AppDeps, 'article'>): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/v1/articles/:id', async (c) => {
      const id = c.req.param('id')
      const { revision } = validate(querySchema, c.req.query())
      const found = await article(id, revision)
      if (found === null) throw missing(id, revision)
      const etag = `"${found.revision}"`
      c.header('ETag', etag)
      // May be kept, but not shown without asking whether it is still the current revision.
      c.header('Cache-Control', 'no-cache')
      if (matches(c.req.header('If-None-Match'), etag)) return c.body(null, 304)
      return c.json(found)
    })
    .all('/v1/articles/:id', methodNotAllowed('GET'))
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
