// A chat model behind the OpenAI protocol, at any address. The client is loaded at the first use, and nothing is sent
// before; it tries once, since a late answer is worth less than the quotes.
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { LlmConfig } from '../config.ts'

/** Tokens of one reply: three sentences need far fewer. */
const MAX_TOKENS = 800

/** The model's name, and a function that makes it once. */
export function openAiCompatible({ baseUrl, model, key, timeoutMs }: LlmConfig): {
  name: string
  model: () => Promise<BaseChatModel>
} {
  let made: Promise<BaseChatModel> | undefined
  const make = async (): Promise<BaseChatModel> => {
    const { ChatOpenAI } = await import('@langchain/openai')
    return new ChatOpenAI({
      model,
      apiKey: key(),
      temperature: 0,
      maxTokens: MAX_TOKENS,
      maxRetries: 0,
      timeout: timeoutMs,
      streaming: true,
      // Not every server knows the newer endpoint, or to report usage at the end of a stream.
      useResponsesApi: false,
      streamUsage: false,
      // Null, or the client would take them from the environment and tell another server.
      // Off, or a reply that is no JSON would be printed.
      configuration: { baseURL: baseUrl, organization: null, project: null, logLevel: 'off' },
    })
  }
  return {
    name: model,
    // A failed load is tried again.
    model: () => (made ??= make().catch((error: unknown) => ((made = undefined), Promise.reject(error)))),
  }
}
