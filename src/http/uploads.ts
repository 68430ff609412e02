// POST /v1/articles: articles to be loaded later, as JSON, as JSONL or as files. It knows how they are sent, not how
// they are read.
import { createRoute, z } from '@hono/zod-openapi'
import { articleIdSchema, articleInputSchema, type SentFile } from '../article-contract.ts'
import { InputError } from '../errors.ts'
import { jobSchema } from '../job-contract.ts'
import { validate } from '../validate.ts'
import { requires } from './access.ts'
import { jsonOf, mustBePlain, readBytes, unsupported } from './body.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { createRouter, gives, problems } from './router.ts'

const MAX_UPLOAD = 32 * 1024 * 1024
const MOST_FILES = 1000
/** Bodies read at once: each is held in memory until it is recorded. */
const MOST_UPLOADS = 4

const newArticleSchema = articleInputSchema.extend({
  /** Absent: made from the url, else from the text. */
  id: articleIdSchema.optional(),
})

const file = { type: 'string', format: 'binary' } as const

const uploadRoute = createRoute({
  method: 'post',
  path: '/v1/articles',
  tags: ['Articles'],
  summary: 'Load articles: one as JSON, many as JSONL, or files of every kind that is read',
  description:
    'Accepted work is a job. Files: html, mhtml, txt, md, jsonl, RSS, Atom and JSON feeds, docx, pdf; each part of a form ' +
    'is one file, whose name says its kind. With an Idempotency-Key the same request gives the same job again.',
  middleware: requires('ingest'),
  request: {
    headers: z.object({
      'idempotency-key': z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1–200 visible ASCII characters, such as a UUID')
        .optional(),
    }),
    // Not validated by the route, which could only take JSON then: the handler does it, with the same schema.
    body: {
      required: true,
      content: {
        'application/json': { schema: z.toJSONSchema(newArticleSchema, { io: 'input' }) as object },
        'application/x-ndjson': { schema: { type: 'string', description: 'One article a line' } },
        'application/jsonl': { schema: { type: 'string', description: 'One article a line' } },
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'array', items: file } } },
        },
      },
    },
  },
  responses: {
    202: gives(jobSchema, 'The job; Location is where it tells how far it is'),
    ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
  },
})

/** The routes of loading. */
export function uploadRoutes({ jobs, maxUpload = MAX_UPLOAD }: Pick<AppDeps, 'jobs' | 'maxUpload'>) {
  const gate = createGate(MOST_UPLOADS, 'uploads')
  return createRouter().openapi(uploadRoute, async (c) => {
    const { id: owner, filters: within } = c.var.principal
    const key = c.req.valid('header')['idempotency-key'] ?? null
    const read = readerOf(c.req.raw.headers)
    // Before the body is read: it may be large.
    if (key === null) await jobs.mustHaveRoom()
    const { job, again } = await gate(async () => {
      const files = await read(await readBytes(c.req.raw, maxUpload))
      return jobs.add({ files, key, owner, within })
    })
    c.header('Location', `/v1/jobs/${job.id}`)
    c.header('Cache-Control', 'no-store')
    if (again) c.header('Idempotency-Replayed', 'true')
    return c.json(job, 202)
  })
}

type ReadBody = (bytes: Uint8Array) => Promise<SentFile[]>

function readerOf(headers: Headers): ReadBody {
  mustBePlain(headers)
  const given = headers.get('Content-Type') ?? ''
  const type = given.split(';')[0]!.trim().toLowerCase()
  if (type === 'application/json' || /^application\/[^/]+\+json$/.test(type)) return oneArticle
  if (type === 'application/x-ndjson' || type === 'application/jsonl') return lines
  if (type === 'multipart/form-data') return (bytes) => files(bytes, given)
  throw unsupported(
    `the body has ${given === '' ? 'no Content-Type' : `Content-Type “${given.slice(0, 100)}”`}; ` +
      'send one article as application/json, many as application/x-ndjson, or files as multipart/form-data',
  )
}

async function oneArticle(bytes: Uint8Array): Promise<SentFile[]> {
  const article = validate(newArticleSchema, jsonOf(bytes))
  return [{ name: 'article.jsonl', bytes: new TextEncoder().encode(JSON.stringify(article)) }]
}

async function lines(bytes: Uint8Array): Promise<SentFile[]> {
  if (bytes.length === 0) throw bad('invalid_body', 'the body is empty; send one article a line')
  return [{ name: 'articles.jsonl', bytes }]
}

async function files(bytes: Uint8Array, contentType: string): Promise<SentFile[]> {
  let form: FormData
  try {
    const body = bytes as Uint8Array<ArrayBuffer>
    form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData()
  } catch (cause) {
    throw bad(
      'invalid_multipart',
      'the body is no multipart form with the boundary of its Content-Type',
      cause,
    )
  }
  const found: SentFile[] = []
  for (const [field, value] of form) {
    if (typeof value === 'string') throw refused(field, 'is text and no file; send each article as a file')
    found.push({ name: nameOf(value.name), bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  if (found.length === 0) throw refused('file', 'is missing; send at least one file')
  if (found.length > MOST_FILES) {
    throw refused('file', `comes ${found.length} times; send at most ${MOST_FILES} at once`)
  }
  return found
}

// Only shown and matched by its ending, never used as a path.
function nameOf(name: string): string {
  return name.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').slice(-200)
}

function refused(field: string, message: string): InputError {
  const short = field.slice(0, 100)
  return new InputError(`${short} ${message}`, {
    code: 'invalid_request',
    fields: [{ field: short, message }],
  })
}

function bad(code: string, message: string, cause?: unknown): InputError {
  return new InputError(message, { code, status: 400, cause })
}
