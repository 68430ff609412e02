// POST /v1/ask: one question; the answer as one object, or as a stream of events that can be resumed.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answerSchema, askBodySchema } from '../contract.ts'
import { NotFoundError } from '../errors.ts'
import { requires } from './access.ts'
import type { Asking } from './asking.ts'
import { jsonBody } from './body.ts'
import type { AppEnv } from './deps.ts'
import type { Recording } from './event-buffer.ts'
import { invalid, nativeFrames, readEventId } from './native-stream.ts'
import { fromOwnPage, PAGE_HEADER } from './own-page.ts'
import { createRouter, gives, problems, takes, untyped } from './router.ts'

const EVENTS = {
  description:
    'Events `started`, `text`, `citation`, then just one of `answer` (the reply that is not a stream) and `error` (a problem). Their ids are `<answer id>:<number>`.',
  content: { 'text/event-stream': { schema: z.string() } },
}
const NOTHING_LEFT = { description: 'The last event has been read already' }
const lastEventId = z.string().optional().describe('The id of the last event that was read')

// The typed client reads JSON: events are described, and not in the type.
function orEvents<T extends { content: object }>(reply: T): T {
  return { ...reply, content: { ...reply.content, ...EVENTS.content } }
}

const askRoute = createRoute({
  method: 'post',
  path: '/v1/ask',
  tags: ['Ask'],
  summary: 'Ask one question; get an answer with its citations, or a refusal',
  description:
    'With `Accept: text/event-stream` or `"stream": true` the answer comes as a stream of events. If the connection breaks, read on at the address of `Content-Location`; sent again with `Last-Event-ID`, the question is not asked again.',
  // The body is read before the gate: a client that sends slowly must not take the place of one that has asked.
  middleware: [requires('ask'), jsonBody()] as const,
  request: { body: takes(askBodySchema) },
  responses: {
    200: orEvents(gives(answerSchema, 'The answer, the refusal, or the sides of a conflict')),
    204: NOTHING_LEFT,
    ...problems(400, 401, 403, 404, 413, 415, 422, 429, 503),
  },
})

const eventsRoute = createRoute({
  method: 'get',
  path: '/v1/ask/{id}/events',
  tags: ['Ask'],
  summary: 'The events of a recent answer, behind Last-Event-ID',
  middleware: requires('ask'),
  request: {
    params: z.object({ id: z.string() }),
    headers: z.object({ 'last-event-id': lastEventId }),
  },
  responses: { 200: EVENTS, 204: NOTHING_LEFT, ...problems(401, 403, 404, 422, 429) },
})

/** The routes of asking. */
export function askRoutes(asking: Asking) {
  return createRouter()
    .openapi(askRoute, async (c) => {
      const { stream = prefersEvents(c.req.header('Accept')), ...request } = c.req.valid('json')
      if (!stream) {
        const answer = await asking.answer(c, request, channelOf(c))
        c.header('Cache-Control', 'no-store')
        return c.json(answer, 200)
      }
      // Clients that repeat the question want the rest of its answer, not another one.
      const given = c.req.header('Last-Event-ID')
      if (given !== undefined && given !== '') return untyped(resume(asking, c, readEventId(given).id))
      const recording = await asking.begin(c, request, { channel: channelOf(c), resumable: true })
      return untyped(told(asking, c, recording, 0))
    })
    .openapi(eventsRoute, (c) => untyped(resume(asking, c, c.req.valid('param').id)))
}

// By its script the chat page asks as programs do; the records tell them apart.
function channelOf({ req }: Context<AppEnv>): string {
  return req.header(PAGE_HEADER) !== undefined && fromOwnPage(req.raw) ? 'page' : 'api'
}

function resume(asking: Asking, c: Context<AppEnv>, id: string): Response {
  const given = c.req.header('Last-Event-ID') ?? ''
  const place = given === '' ? { id, n: 0 } : readEventId(given)
  if (place.id !== id) throw invalid(`“${given.slice(0, 100)}” is of another answer`)
  const recording = asking.find(c, id)
  if (recording === null) {
    throw new NotFoundError(
      `the events of “${id.slice(0, 100)}” are not kept any longer, or never were; ask again without Last-Event-ID`,
    )
  }
  const { n } = place
  if (n > recording.size) throw invalid(`there is no event ${n} of this answer yet`)
  // An EventSource would come again and again for what has ended: 204 tells it to stop.
  if (recording.ended && n === recording.size) return c.body(null, 204)
  return told(asking, c, recording, n)
}

function told(asking: Asking, c: Context<AppEnv>, recording: Recording, after: number): Response {
  const { id } = recording
  c.header('Content-Location', `/v1/ask/${encodeURIComponent(id)}/events`)
  return asking.reply(c, recording, (events) => nativeFrames(id, events), after)
}

/** Whether a client would rather have events than JSON: it names them, and no kind of JSON before them. */
function prefersEvents(accept = ''): boolean {
  const weights = new Map<string, number>()
  for (const part of accept.slice(0, 1000).split(',')) {
    const [type = '', ...parameters] = part.split(';').map((it) => it.trim().toLowerCase())
    const q = parameters.find((it) => it.startsWith('q='))?.slice(2)
    weights.set(type, q === undefined ? 1 : Number(q))
  }
  const events = weights.get('text/event-stream') ?? 0
  return events > 0 && events > (weights.get('application/json') ?? 0)
}
