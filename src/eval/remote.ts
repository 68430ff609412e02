// Evidence of a deployment, over HTTP: one question after the other, as fast as it lets a key ask, and each reply checked.
import { attempt } from '../attempts.ts'
import { AppError, InputError, messageOf } from '../errors.ts'
import { evidenceSchema, type Evidence, type EvidenceRequest } from '../evidence-contract.ts'
import { validate } from '../validate.ts'

export interface RemoteOptions {
  /** Such as `https://ask.example.cn`. */
  url: string
  /** A key with the scope `admin`. */
  key: string
  fetch?: typeof fetch
  sleep?: (ms: number) => Promise<void>
}

/** A question may wait for several calls of models, each with its own tries. */
const TIMEOUT_MS = 60_000
const TRIES = 5
/** Before the second try, in ms; a reply that names a longer pause is given it, up to two minutes. */
const PAUSE_MS = 2000
const LONGEST_PAUSE_S = 120

/** A reply that one more try may better. */
class PassingError extends AppError {}

/** Asks a deployment for evidence. Throws `AppError` with the remedy when it gives none. */
export function remoteEvidence(options: RemoteOptions): (request: EvidenceRequest) => Promise<Evidence> {
  const { key, fetch: send = fetch, sleep = wait } = options
  const address = addressOf(options.url)
  return (request) =>
    attempt(() => once(send, address, key, request, sleep), {
      tries: TRIES,
      timeoutMs: TIMEOUT_MS + LONGEST_PAUSE_S * 1000,
      pauseMs: PAUSE_MS,
      isPassing: (error) => error instanceof PassingError,
      sleep,
    })
}

// --- Internal helpers ---

function addressOf(url: string): string {
  try {
    const { protocol, origin } = new URL(url)
    if (protocol === 'https:' || protocol === 'http:') return `${origin}/v1/evidence`
  } catch {
    // Told below.
  }
  throw new InputError(`“${url.slice(0, 100)}” is no address; give one such as https://ask.example.cn`)
}

async function once(
  send: typeof fetch,
  address: string,
  key: string,
  request: EvidenceRequest,
  sleep: (ms: number) => Promise<void>,
): Promise<Evidence> {
  const response = await send(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new PassingError(
      'unreachable',
      503,
      `${address} cannot be reached (${messageOf(cause)}); check it`,
      {
        cause,
      },
    )
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return validate(evidenceSchema, body)
  const { code = 'no_evidence', detail = 'it tells no reason' } = (body ?? {}) as Record<string, string>
  const remedy = REMEDIES[response.status] ?? 'see what it says'
  const fact = `${address} answers ${response.status} (${detail}); ${remedy}`
  if (response.status !== 429 && response.status < 500) throw new AppError(code, response.status, fact)
  const pause = Number(response.headers.get('retry-after'))
  if (pause > 0) await sleep(Math.min(pause, LONGEST_PAUSE_S) * 1000)
  throw new PassingError(code, response.status, fact)
}

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'set TOUWEN_EDGE_KEY to a key of it that is valid (touwen edge key)',
  403: 'set TOUWEN_EDGE_KEY to a key with the scope admin (touwen edge key)',
  404: 'deploy this version of the program there',
  429: 'use a key that may ask more',
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
