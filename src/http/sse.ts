// Server-sent events on the wire: frames, pings, headers. It knows nothing of what the events tell.
import type { Context } from 'hono'
import type { AppEnv } from './deps.ts'

/** How long a stream may be silent, in ms: proxies close what is silent for longer. */
export const PING_MS = 15_000
const PING = ': ping\n\n'

/** One frame: its data as JSON, and the name and id of the event where it has them. */
export function frame(data: unknown, { event, id }: { event?: string; id?: string } = {}): string {
  const name = event === undefined ? '' : `event: ${event}\n`
  const place = id === undefined ? '' : `id: ${id}\n`
  return `${place}${name}data: ${JSON.stringify(data)}\n\n`
}

/** What ends the streams of OpenAI and of the AI SDK. */
export const DONE = 'data: [DONE]\n\n'

/**
 * A reply of frames, with a comment in each silence of `pingMs`. Frames are taken only as the client reads them. `frames` is
 * called at once; its signal is aborted when the client has gone, and it must end then.
 */
export function eventStream(
  c: Context<AppEnv>,
  pingMs: number,
  frames: (signal: AbortSignal) => AsyncIterable<string>,
): Response {
  c.header('Content-Type', 'text/event-stream; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  // Asks nginx, and those who took it over, not to collect the reply before passing it on.
  c.header('X-Accel-Buffering', 'no')
  return c.body(bodyOf(frames, pingMs, c.req.raw.signal), 200)
}

function bodyOf(
  frames: (signal: AbortSignal) => AsyncIterable<string>,
  pingMs: number,
  client: AbortSignal,
): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  if (client.aborted) leave()
  else client.addEventListener('abort', leave, { once: true })
  const encoder = new TextEncoder()
  const iterator = frames(gone.signal)[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<string>> | null = null
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        next ??= iterator.next()
        const came = await within(next, pingMs)
        if (came === null) {
          controller.enqueue(encoder.encode(PING))
          return
        }
        next = null
        if (came.done !== true) {
          controller.enqueue(encoder.encode(came.value))
          return
        }
        client.removeEventListener('abort', leave)
        controller.close()
      },
      cancel: leave,
    },
    // Nothing is taken before it is asked for: a client that does not read holds no more than one frame.
    { highWaterMark: 0 },
  )
}

// What a promise gives, or null when it takes longer.
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
