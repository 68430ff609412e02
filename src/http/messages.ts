// From the messages of a chat to a question and the turns before it. The chats of OpenAI and of the AI SDK differ only in
// how a message holds its text. Pure.
import { z } from 'zod'
import { askRequestSchema, type AskRequest, type Turn } from '../contract.ts'
import { InputError } from '../errors.ts'

/** Largest body of a chat, in bytes: a client sends all that was said, with the answers it was given. */
export const MAX_CHAT_BODY = 2_097_152
/** Turns that may complete a question, and how much of one. */
const MAX_TURNS = 20
const MAX_TURN = 20_000

export interface Message {
  role: string
  /** The pieces of its text; what is no text is named by its kind instead. */
  parts: (string | { kind: string })[]
  /** Where it stands in the request, for errors. */
  field: string
}

/** What may be said besides the messages. */
export const askOptions = {
  filters: askRequestSchema.shape.filters,
  asked_at: askRequestSchema.shape.asked_at,
  top_k: z.number().int().min(1).max(20).optional().describe('How many passages are read for the answer'),
}
export type AskOptions = z.infer<z.ZodObject<typeof askOptions>>

/** The last message of the user is the question. Throws `InputError` when there is none, or it holds more than text. */
export function requestOf(messages: Message[], options: AskOptions = {}): AskRequest {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const asked = messages[last]
  if (asked === undefined) {
    throw faulty('messages', 'there is no message of the user; send the question as the last one')
  }
  const { parts, field } = asked
  const other = parts.find((part) => typeof part !== 'string')
  if (other !== undefined) {
    throw faulty(
      field,
      `a part of the kind “${other.kind.slice(0, 40)}” cannot be read; send the question as text`,
    )
  }
  const history = messages.slice(0, last).flatMap(turnOf).slice(-MAX_TURNS)
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...given, question: textOf(asked), ...(history.length > 0 ? { history } : {}) }
}

function turnOf(message: Message): Turn[] {
  const { role } = message
  // Instructions to a language model say nothing here, and results of tools were not asked.
  if (role !== 'user' && role !== 'assistant') return []
  const content = textOf(message).slice(0, MAX_TURN)
  return content.trim() === '' ? [] : [{ role, content }]
}

function textOf({ parts }: Message): string {
  return parts.filter((part) => typeof part === 'string').join('\n')
}

function faulty(field: string, message: string): InputError {
  return new InputError(`${field}: ${message}`, { code: 'invalid_request', fields: [{ field, message }] })
}
