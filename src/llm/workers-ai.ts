// A chat model of Workers AI. Its whole reply comes at once: what is shown is verified sentence by sentence all the same, and
// one try is enough, since a late answer is worth less than the quotes.
import { z } from 'zod'
import { attempt } from '../attempts.ts'
import type { WorkersAi } from '../workers-ai.ts'

/** For one reply, in ms. */
const TIMEOUT_MS = 15_000
/** Tokens of one reply: three sentences need far fewer. */
const MAX_TOKENS = 800

// Models of text generation answer in one of two shapes, which their pages show.
const outputSchema = z.union([
  z.object({ response: z.string() }),
  z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) }),
])

const ROLES = { system: 'system', human: 'user' } as const

/** What a phraser needs of it; `model`: such as `@cf/qwen/…`. */
export function workersAiChat(ai: WorkersAi, name: string) {
  const stream = async (
    messages: ['system' | 'human', string][],
    { signal }: { signal: AbortSignal },
  ): Promise<AsyncIterable<{ text: string }>> => {
    const output = await attempt(
      () =>
        ai.run(name, {
          messages: messages.map(([role, content]) => ({ role: ROLES[role], content })),
          temperature: 0,
          max_tokens: MAX_TOKENS,
        }),
      { tries: 1, timeoutMs: TIMEOUT_MS, pauseMs: 0, isPassing: () => false, signal },
    )
    const parsed = outputSchema.parse(output)
    const text = 'response' in parsed ? parsed.response : parsed.choices[0]!.message.content
    return (async function* () {
      // Models that think aloud do so before they answer.
      yield { text: text.split('</think>').at(-1)! }
    })()
  }
  // No character comes before the last.
  return {
    name,
    model: async () => ({ stream }),
    timeoutMs: TIMEOUT_MS,
    silenceMs: TIMEOUT_MS,
    concurrency: 4,
  }
}
