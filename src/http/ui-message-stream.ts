// An answer as a UI message stream of the AI SDK, version 1: from the event list to the parts of one message. Pure.
import { z } from '@hono/zod-openapi'
import type { Citation } from '../contract.ts'
import { displayed, webAddress } from './display.ts'
import type { Numbered } from './event-buffer.ts'
import { askOptions, type Message } from './messages.ts'
import { DONE, frame } from './sse.ts'

/** What `DefaultChatTransport` of `useChat` sends; what a page adds to it (`body`) may be options of asking. */
export const chatRequestSchema = z
  .looseObject({
    id: z.string().max(200).optional().describe('Of the chat, made by the client'),
    messages: z
      .array(
        z.looseObject({
          role: z.string(),
          parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
        }),
      )
      .min(1),
    trigger: z.string().nullish(),
    messageId: z.string().nullish(),
    ...askOptions,
  })
  .meta({ id: 'ChatRequest', description: 'A chat as the AI SDK sends it; its last question is answered.' })
export type ChatRequest = z.infer<typeof chatRequestSchema>

/** The messages of a request. */
export function uiMessagesOf({ messages }: ChatRequest): Message[] {
  return messages.map(({ role, parts }, i) => ({
    role,
    field: `messages.${i}.parts`,
    // Besides text a message of the user may hold only data of the page's own.
    parts: parts
      .filter(({ type }) => type === 'text' || type === 'file')
      .map(({ type, text }) => (type === 'text' && text !== undefined ? text : { kind: type })),
  }))
}

/** The frames of the message `id`. */
export async function* uiFrames(id: string, events: AsyncIterable<Numbered>): AsyncIterable<string> {
  let open = false
  for await (const event of displayed(events)) {
    if (event.type === 'started') yield frame({ type: 'start', messageId: id })
    else if (event.type === 'citation') yield frame(sourceOf(event.citation))
    else if (event.type === 'text') {
      if (!open) yield frame({ type: 'text-start', id: TEXT })
      open = true
      yield frame({ type: 'text-delta', id: TEXT, delta: event.text })
    } else {
      if (open) yield frame({ type: 'text-end', id: TEXT })
      if (event.type === 'error') yield frame({ type: 'error', errorText: event.problem.detail }) + DONE
      else {
        yield frame({ type: 'data-answer', id, data: event.answer })
        yield frame({ type: 'finish', finishReason: 'stop' }) + DONE
      }
    }
  }
}

// --- Internal helpers ---

/** The one text part of the message. */
const TEXT = 'text'

// A source is named by the number of its mark, and holds the whole citation besides.
function sourceOf(citation: Citation): object {
  const { index, article } = citation
  const about = {
    sourceId: String(index),
    title: article.title,
    providerMetadata: { touwen: citation },
  }
  const url = webAddress(article.url)
  return url === null
    ? { type: 'source-document', mediaType: 'text/plain', ...about }
    : { type: 'source-url', url, ...about }
}
