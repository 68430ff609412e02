// GET /v1/questions: what was asked, how it ended and what people thought of it; …/groups: what was not answered, by
// meaning; …/export: as a file; PUT …/{id}/status: what was done about it.
import { createRoute, z } from '@hono/zod-openapi'
import {
  exportRequestSchema,
  groupSchema,
  groupsRequestSchema,
  questionSchema,
  questionsRequestSchema,
  statusRequestSchema,
  statusSchema,
} from '../answer-contract.ts'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes, untyped } from './router.ts'

const questionsRoute = createRoute({
  method: 'get',
  path: '/v1/questions',
  tags: ['Answers'],
  summary: 'Questions that were asked, newest first',
  middleware: requires('logs'),
  request: { query: questionsRequestSchema },
  responses: {
    200: gives(z.object({ items: z.array(questionSchema), next_cursor: z.string().nullable() }), 'A page'),
    ...problems(401, 403, 404, 422, 429),
  },
})

const groupsRoute = createRoute({
  method: 'get',
  path: '/v1/questions/groups',
  tags: ['Answers'],
  summary: 'Refused and badly rated questions by meaning, most asked first',
  middleware: requires('logs'),
  request: { query: groupsRequestSchema },
  responses: {
    200: gives(z.object({ items: z.array(groupSchema), next_cursor: z.string().nullable() }), 'A page'),
    ...problems(401, 403, 404, 422, 429),
  },
})

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl' } as const

const exportRoute = createRoute({
  method: 'get',
  path: '/v1/questions/export',
  tags: ['Answers'],
  summary: 'All questions that meet the filters as a file: CSV safe for spreadsheets, or JSONL',
  middleware: requires('logs'),
  request: { query: exportRequestSchema },
  responses: {
    200: {
      description: 'The file, as a stream',
      content: { 'text/csv': { schema: z.string() }, 'application/jsonl': { schema: z.string() } },
    },
    ...problems(401, 403, 404, 422, 429),
  },
})

const statusRoute = createRoute({
  method: 'put',
  path: '/v1/questions/{id}/status',
  tags: ['Answers'],
  summary: 'Say what became of a question, or of a whole group',
  middleware: [requires('logs'), jsonBody()] as const,
  request: { params: z.object({ id: z.string() }), body: takes(statusRequestSchema) },
  responses: {
    200: gives(statusSchema, 'The status it now has'),
    ...problems(400, 401, 403, 404, 413, 415, 422, 429),
  },
})

/** The routes of asked questions. */
export function questionRoutes({ answers }: Pick<AppDeps, 'answers'>) {
  return createRouter()
    .openapi(questionsRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = await answers.questions(filter, limit, cursor)
      c.header('Cache-Control', 'no-store')
      return c.json(page, 200)
    })
    .openapi(groupsRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = await answers.groups(filter, limit, cursor)
      c.header('Cache-Control', 'no-store')
      return c.json(page, 200)
    })
    .openapi(exportRoute, async (c) => {
      const { format, ...filter } = c.req.valid('query')
      const body = await streamOf(answers.exported(filter, format))
      c.header('Cache-Control', 'no-store')
      c.header('Content-Disposition', `attachment; filename="questions.${format}"`)
      return untyped(c.body(body, 200, { 'Content-Type': TYPES[format] }))
    })
    .openapi(statusRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { status, note } = c.req.valid('json')
      const marked = await answers.mark(id, status, note ?? null)
      if (marked === null)
        throw new NotFoundError(
          `there is no question or group “${id.slice(0, 100)}”; take an id from /v1/questions`,
        )
      c.header('Cache-Control', 'no-store')
      return c.json(marked, 200)
    })
}

// Made as it is read. The first piece is waited for, so that what fails at once is told as a problem.
async function streamOf(pieces: AsyncIterable<string>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  const reading = pieces[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<string>> = Promise.resolve(await reading.next())
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await next
      if (done === true) return controller.close()
      controller.enqueue(encoder.encode(value))
      next = reading.next()
      // Told by the pull that awaits it.
      next.catch(() => undefined)
    },
    cancel: async () => {
      await reading.return?.()
    },
  })
}
