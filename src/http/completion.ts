// An answer as a chat completion of OpenAI: the schemas, and from the event list to an object or to chunks. Pure.
import { z } from '@hono/zod-openapi'
import { answerSchema, type Answer, type AskRequest } from '../contract.ts'
import { addressOf, contentOf, displayed, rangeIn } from './display.ts'
import type { Numbered } from './event-buffer.ts'
import { askOptions, type Message } from './messages.ts'
import { openAiError } from './openai-error.ts'
import { DONE, frame } from './sse.ts'

/** The one model there is. */
export const MODEL = 'touwen'

const notTaken = (what: string): string => `${what}; leave it out`

const messageSchema = z.looseObject({
  role: z.string(),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
    .nullish(),
})

/** What is known of a request; all other parameters steer language models and are ignored. */
export const completionRequestSchema = z
  .looseObject({
    model: z.string().max(200),
    messages: z.array(messageSchema).min(1),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.literal(1, notTaken('there is one answer to a question')).nullish(),
    tools: z.array(z.unknown()).max(0, notTaken('tools are not called')).nullish(),
    functions: z.array(z.unknown()).max(0, notTaken('functions are not called')).nullish(),
    response_format: z
      .looseObject({ type: z.literal('text', notTaken('answers are text; the object is in `touwen`')) })
      .nullish(),
    touwen: z.strictObject(askOptions).optional().describe('What OpenAI has no parameter for'),
  })
  .meta({
    id: 'ChatCompletionRequest',
    description: 'A chat in the form of OpenAI; its last question is answered.',
  })
export type CompletionRequest = z.infer<typeof completionRequestSchema>

const usageSchema = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
})

const annotationSchema = z.object({
  type: z.literal('url_citation'),
  url_citation: z.object({
    url: z.string(),
    title: z.string(),
    start_index: z.number().int().describe('Where the content tells what the article says, in UTF-16 units'),
    end_index: z.number().int().describe('Its end, exclusive'),
  }),
})

export const completionSchema = z
  .object({
    id: z.string().describe('The id of the answer'),
    object: z.literal('chat.completion'),
    created: z.number().int(),
    model: z.literal(MODEL),
    choices: z.array(
      z.object({
        index: z.literal(0),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string(),
          refusal: z.null(),
          annotations: z.array(annotationSchema),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: usageSchema.describe(
      'Rough tokens, since no language model counts them: a Han character is one, else four characters',
    ),
    touwen: answerSchema,
  })
  .meta({
    id: 'ChatCompletion',
    description: 'An answer in the form of OpenAI, with the whole of it in `touwen`.',
  })
export type Completion = z.infer<typeof completionSchema>
type Usage = z.infer<typeof usageSchema>

/** The messages of a request. */
export function messagesOf({ messages }: CompletionRequest): Message[] {
  return messages.map(({ role, content }, i) => ({
    role,
    field: `messages.${i}.content`,
    parts:
      typeof content === 'string'
        ? [content]
        : (content ?? []).map(({ type, text }) =>
            type === 'text' && text !== undefined ? text : { kind: type },
          ),
  }))
}

export interface Frame {
  request: AskRequest
  /** Of this server, for the addresses of articles that have none of their own. */
  origin: string
  /** Seconds since 1970. */
  created: number
}

/** The completion that an answer is. */
export function completionOf(answer: Answer, { request, origin, created }: Frame): Completion {
  const content = contentOf(answer)
  const message = {
    role: 'assistant' as const,
    content,
    refusal: null,
    annotations: annotationsOf(answer, origin),
  }
  return {
    id: answer.id,
    object: 'chat.completion',
    created,
    model: MODEL,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: usageOf(request, content),
    touwen: answer,
  }
}

/** The frames of a completion that is streamed. `usage`: it is told in a chunk of its own at the end. */
export async function* completionFrames(
  id: string,
  events: AsyncIterable<Numbered>,
  { request, origin, created }: Frame,
  usage: boolean,
): AsyncIterable<string> {
  const head = {
    id,
    object: 'chat.completion.chunk',
    created,
    model: MODEL,
    ...(usage ? { usage: null } : {}),
  }
  const chunk = (delta: object, finish_reason: 'stop' | null = null, more: object = {}): string =>
    frame({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...more })
  for await (const event of displayed(events)) {
    if (event.type === 'started') yield chunk({ role: 'assistant', content: '' })
    else if (event.type === 'text') yield chunk({ content: event.text })
    else if (event.type === 'error') yield frame({ error: openAiError(event.problem) }) + DONE
    else if (event.type === 'answer') {
      const { answer } = event
      const annotations = annotationsOf(answer, origin)
      if (annotations.length > 0) yield chunk({ annotations })
      yield chunk({}, 'stop', { touwen: answer })
      if (usage) yield frame({ ...head, choices: [], usage: usageOf(request, contentOf(answer)) })
      yield DONE
    }
  }
}

// --- Internal helpers ---

function annotationsOf(answer: Answer, origin: string): z.infer<typeof annotationSchema>[] {
  return answer.citations.map((citation) => {
    const { start, end } = rangeIn(answer, citation)
    const { title } = citation.article
    const url_citation = { url: addressOf(citation, origin), title, start_index: start, end_index: end }
    return { type: 'url_citation', url_citation }
  })
}

function usageOf({ question, history = [] }: AskRequest, content: string): Usage {
  const prompt = [question, ...history.map((turn) => turn.content)]
  const prompt_tokens = prompt.reduce((sum, text) => sum + roughTokens(text), 0)
  const completion_tokens = roughTokens(content)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

function roughTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const rest = text.replace(/\p{Script=Han}/gu, '')
  return han + Math.ceil([...rest].length / 4)
}
