// One GET over undici: the guard's address and no other, a connection of its own, limits of size and time. It follows no
// redirect and knows nothing of sources.
import { lookup } from 'node:dns/promises'
import { Client, errors, type Dispatcher } from 'undici'
import { TooLargeError } from '../bytes.ts'
import { messageOf } from '../errors.ts'
import type { Get, GetReply, GetRequest, Trouble } from '../sources/fetcher.ts'
import type { Address } from './addresses.ts'
import { ENCODINGS, EncodingError, readBody, unpackGzip } from './decode.ts'
import type { Guard, Pinned, Resolve } from './guard.ts'
import { bodyOf, headOf, inTime, notConnected, requestHeaders, trouble } from './reply.ts'

export interface GetOptions {
  guard: Guard
  /** Sent as User-Agent. */
  userAgent: string
  /** To connect, and likewise to the last header, in ms. Default 10 s. */
  headersMs?: number
  /** Between two pieces of the body, in ms. Default 10 s. */
  bodyMs?: number
  /** For the whole of one request, names included, in ms. Default 30 s. */
  totalMs?: number
}

/** The system's resolver. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }))

/** GET requests under a guard. */
export function createGet(options: GetOptions): Get {
  const { guard, totalMs = 30_000 } = options
  return (request) =>
    inTime(
      totalMs,
      request,
      async (signal) =>
        exchange(options, request, await untilAborted(guard.pin(request.url), signal), signal),
      troubleOf,
    )
}

async function exchange(
  { userAgent, headersMs = 10_000, bodyMs = 10_000 }: GetOptions,
  request: GetRequest,
  { url, host, address }: Pinned,
  signal: AbortSignal,
): Promise<GetReply | { trouble: Trouble }> {
  const client = new Client(url.origin, {
    connect: {
      // Whatever name is asked for, the address that was checked is the one that is called on.
      lookup: pinnedLookup(address),
      timeout: headersMs,
      // A dot at the end of a name is none of the certificate's.
      ...(url.protocol === 'https:' && host !== address.address ? { servername: host } : {}),
    },
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxHeaderSize: 32_768,
    pipelining: 0,
  })
  try {
    const response = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      signal,
      headers: { ...requestHeaders(request, userAgent), 'accept-encoding': ENCODINGS },
    })
    return await replyOf(response, url, request)
  } finally {
    await client.destroy()
  }
}

async function replyOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  url: URL,
  { maxBytes, accepts }: Pick<GetRequest, 'maxBytes' | 'accepts'>,
): Promise<GetReply | { trouble: Trouble }> {
  // Whoever reads no body must not leave it without a listener: it ends with an error when the connection is closed.
  body.on('error', () => undefined)
  const header = (name: string): string | null => {
    const value = headers[name]
    const one = Array.isArray(value) ? value[0] : value
    return one ?? null
  }
  const reply = headOf(statusCode, url, header)
  const wanted = bodyOf(reply, accepts)
  if (wanted === 'none') return reply
  if (wanted !== 'wanted') return wanted
  const declared = Number(header('content-length') ?? 0)
  if (declared > maxBytes) throw new TooLargeError()
  const bytes = await readBody(body, header('content-encoding') ?? '', maxBytes)
  return { ...reply, bytes: await unpackGzip(bytes, maxBytes) }
}

type LookupCallback = (error: Error | null, address: string | Address[], family?: number) => void

function pinnedLookup(address: Address) {
  return (_: string, options: { all?: boolean | undefined }, done: LookupCallback): void => {
    if (options.all === true) done(null, [address])
    else done(null, address.address, address.family)
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('aborted'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function troubleOf(error: unknown): { trouble: Trouble } {
  if (error instanceof EncodingError)
    return trouble('content', messageOf(error), 'tell the operator of the site')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = FACTS[code]
  if (known !== undefined) return trouble(...known)
  if (/CERT|SSL|TLS|SIGNED|ALTNAME/.test(code)) {
    const fact = `its certificate cannot be trusted (${code.slice(0, 60)})`
    return trouble('network', fact, 'tell the operator of the site, or give its http address')
  }
  return notConnected(
    code !== '' ? code : error instanceof errors.UndiciError ? error.name : messageOf(error),
  )
}

const LATER = 'it is tried again later'
const FACTS: Readonly<Record<string, [Trouble['kind'], string, string]>> = {
  ENOTFOUND: ['network', 'its host name has no address', 'check the name'],
  EAI_AGAIN: ['network', 'its host name could not be resolved', LATER],
  ECONNREFUSED: ['network', 'its host refuses the connection', LATER],
  ECONNRESET: ['network', 'its host closed the connection', LATER],
  UND_ERR_SOCKET: ['network', 'its host closed the connection', LATER],
  UND_ERR_CONNECT_TIMEOUT: ['network', 'its host could not be reached in time', LATER],
  UND_ERR_HEADERS_TIMEOUT: ['network', 'its host did not answer in time', LATER],
  UND_ERR_BODY_TIMEOUT: ['network', 'its host stopped sending', LATER],
  UND_ERR_HEADERS_OVERFLOW: ['content', 'its headers are too large', 'tell the operator of the site'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'network',
    'the body is shorter or longer than its header says',
    LATER,
  ],
  Z_DATA_ERROR: ['content', 'it is not packed as its header says', 'tell the operator of the site'],
  Z_BUF_ERROR: ['network', 'the packed body ended before its time', LATER],
}
