// The characters of a language model as they come, within limits of time and length; whatever happens, its stream is
// closed. It knows no model: one of LangChain will do.
import type { Message } from './prompt.ts'

/** What is needed of a chat model; any of LangChain has it. */
export interface ChatModel {
  stream(messages: Message[], options: { signal: AbortSignal }): Promise<AsyncIterable<{ text: string }>>
}

export interface Limits {
  /** For the whole reply and for making the model, in ms. */
  totalMs: number
  /** Without a character, at the beginning or in between, in ms. */
  silenceMs: number
  /** Characters of the whole reply. */
  characters: number
}

type Timer = ReturnType<typeof setTimeout>

/** The model was too slow. Other failures are whatever the model throws. */
export class SlowError extends Error {
  override name = 'SlowError'
}

/**
 * The reply in pieces. Throws `SlowError` when a limit of time is passed, the signal's reason when that is aborted, and
 * what the model throws; ends early at the limit of characters. The model's request is aborted in every case.
 */
export async function* tokens(
  model: () => Promise<ChatModel>,
  messages: Message[],
  { totalMs, silenceMs, characters }: Limits,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  const stop = new AbortController()
  const timers: { total?: Timer; silence?: Timer } = {}
  const late = (ms: number, what: string): Timer =>
    setTimeout(() => stop.abort(new SlowError(`no ${what} within ${ms} ms`)), ms)
  const leave = (): void => stop.abort(signal?.reason)
  const aborted = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error), { once: true })
  })
  // Nobody may be waiting when it is rejected.
  aborted.catch(() => undefined)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', leave, { once: true })
  try {
    timers.total = late(totalMs, 'whole reply')
    // A model that does not heed the signal must not keep us waiting.
    const made = await Promise.race([model(), aborted])
    timers.silence = late(silenceMs, 'character')
    const stream = await Promise.race([made.stream(messages, { signal: stop.signal }), aborted])
    const reader = stream[Symbol.asyncIterator]()
    let left = characters
    while (left > 0) {
      const { done, value } = await Promise.race([reader.next(), aborted])
      if (done === true) return
      const text = value.text.slice(0, left)
      if (text === '') continue
      left -= text.length
      clearTimeout(timers.silence)
      yield text
      stop.signal.throwIfAborted()
      timers.silence = late(silenceMs, 'character')
    }
  } finally {
    clearTimeout(timers.total)
    clearTimeout(timers.silence)
    signal?.removeEventListener('abort', leave)
    stop.abort(new Error('the reply is no longer wanted'))
  }
}
