// POST /v1/chat/completions: asking for programs that speak to OpenAI.
import { createRoute, z } from '@hono/zod-openapi'
import { requires } from './access.ts'
import type { Asking } from './asking.ts'
import { jsonBody } from './body.ts'
import {
  completionFrames,
  completionOf,
  completionRequestSchema,
  completionSchema,
  messagesOf,
} from './completion.ts'
import { MAX_CHAT_BODY, requestOf } from './messages.ts'
import { knownModel } from './models.ts'
import { createRouter, gives, problems, takes, untyped } from './router.ts'

const completionRoute = createRoute({
  method: 'post',
  path: '/v1/chat/completions',
  tags: ['Ask'],
  summary: 'Ask in the form of OpenAI; citations are annotations',
  description:
    'The last message of the user is the question, at most 20 before it complete it; system messages are ignored, and so is whatever steers a language model. Errors hold `error` in the form of OpenAI besides the members of a problem.',
  middleware: [requires('ask'), jsonBody(MAX_CHAT_BODY)] as const,
  request: { body: takes(completionRequestSchema) },
  responses: {
    200: {
      description: 'The completion; with `"stream": true` chunks, and `data: [DONE]`',
      content: {
        ...gives(completionSchema, '').content,
        'text/event-stream': { schema: z.string() },
      },
    },
    ...problems(400, 401, 403, 404, 413, 415, 422, 429, 503),
  },
})

/** The routes of chat completions. */
export function completionRoutes(asking: Asking, { now = Date.now }: { now?: () => number } = {}) {
  return createRouter().openapi(completionRoute, async (c) => {
    const given = c.req.valid('json')
    knownModel(given.model)
    const request = requestOf(messagesOf(given), given.touwen)
    const about = { request, origin: new URL(c.req.url).origin, created: Math.floor(now() / 1000) }
    if (given.stream === true) {
      // Their clients do not resume, so nothing is worked on for one that has gone.
      const recording = await asking.begin(c, request, { channel: 'openai', resumable: false })
      const usage = given.stream_options?.include_usage === true
      return untyped(
        asking.reply(c, recording, (events) => completionFrames(recording.id, events, about, usage)),
      )
    }
    const answer = await asking.answer(c, request, 'openai')
    c.header('Cache-Control', 'no-store')
    return c.json(completionOf(answer, about), 200)
  })
}
