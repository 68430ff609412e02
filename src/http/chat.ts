// POST /v1/chat: asking for `useChat` of the AI SDK, and reading on where its page was loaded anew.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { requires } from './access.ts'
import type { Asking } from './asking.ts'
import { jsonBody } from './body.ts'
import type { AppEnv } from './deps.ts'
import type { Recording } from './event-buffer.ts'
import { MAX_CHAT_BODY, requestOf } from './messages.ts'
import { createRouter, problems, takes, untyped } from './router.ts'
import { chatRequestSchema, uiFrames, uiMessagesOf } from './ui-message-stream.ts'

const MESSAGE = {
  description:
    'A UI message stream, version 1: the text, a source for each citation, the whole answer as `data-answer`',
  content: { 'text/event-stream': { schema: z.string() } },
}

const chatRoute = createRoute({
  method: 'post',
  path: '/v1/chat',
  tags: ['Ask'],
  summary: 'Ask from `useChat` of the AI SDK',
  middleware: [requires('ask'), jsonBody(MAX_CHAT_BODY)] as const,
  request: { body: takes(chatRequestSchema) },
  responses: { 200: MESSAGE, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
})

const resumeRoute = createRoute({
  method: 'get',
  path: '/v1/chat/{id}/stream',
  tags: ['Ask'],
  summary: 'The message that is being written in a chat, from its beginning (`useChat` with `resume`)',
  middleware: requires('ask'),
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: MESSAGE, 204: { description: 'None is being written' }, ...problems(401, 403, 429) },
})

/** The routes of chats. */
export function chatRoutes(asking: Asking) {
  return createRouter()
    .openapi(chatRoute, async (c) => {
      const given = c.req.valid('json')
      const { id, filters, asked_at, top_k } = given
      const request = requestOf(uiMessagesOf(given), { filters, asked_at, top_k })
      const named = id !== undefined && UNGUESSED.test(id)
      const recording = await asking.begin(c, request, {
        channel: 'chat',
        ...(named ? { resumable: true, name: id } : { resumable: false }),
      })
      return untyped(told(asking, c, recording))
    })
    .openapi(resumeRoute, (c) => {
      const recording = asking.named(c, c.req.valid('param').id)
      if (recording === null || recording.ended) return c.body(null, 204)
      return untyped(told(asking, c, recording))
    })
}

/** Ids as `useChat` makes them. By a shorter one, that a page gave to all its visitors, one would read another's answer. */
const UNGUESSED = /^[\w.:-]{16,100}$/

function told(asking: Asking, c: Context<AppEnv>, recording: Recording): Response {
  c.header('x-vercel-ai-ui-message-stream', 'v1')
  return asking.reply(c, recording, (events) => uiFrames(recording.id, events))
}
