// One GET over the platform's own fetch, where it alone opens connections: addresses are checked as they are written, names
// are resolved by the platform, which calls on public addresses only. It follows no redirect and knows nothing of sources.
// https://developers.cloudflare.com/workers/runtime-apis/fetch/
import { bytesOf, TooLargeError } from '../bytes.ts'
import { messageOf } from '../errors.ts'
import type { Get, GetReply, GetRequest, Trouble } from '../sources/fetcher.ts'
import { bodyOf, headOf, inTime, notConnected, requestHeaders, trouble } from './reply.ts'

export interface WebGetOptions {
  /** Throws `RefusedAddressError` for an address that may not be fetched. */
  check(url: string): URL
  /** Sent as User-Agent. */
  userAgent: string
  /** For the whole of one request, in ms. Default 30 s. */
  totalMs?: number
  fetch?: (url: string, init: object) => Promise<Response>
}

/** GET requests under a check. */
export function createWebGet({
  check,
  userAgent,
  totalMs = 30_000,
  fetch = (url, init) => globalThis.fetch(url, init),
}: WebGetOptions): Get {
  return (request) =>
    inTime(
      totalMs,
      request,
      async (signal) => {
        signal.throwIfAborted()
        const url = check(request.url)
        const response = await fetch(url.href, {
          redirect: 'manual',
          cache: 'no-store',
          headers: requestHeaders(request, userAgent),
          signal,
        })
        return replyOf(response, url, request)
      },
      (error) => notConnected(messageOf(error)),
    )
}

async function replyOf(
  response: Response,
  url: URL,
  { accepts, maxBytes }: Pick<GetRequest, 'accepts' | 'maxBytes'>,
): Promise<GetReply | { trouble: Trouble }> {
  const reply = headOf(response.status, url, (name) => response.headers.get(name))
  const wanted = bodyOf(reply, accepts)
  const isTooLarge = Number(response.headers.get('content-length') ?? 0) > maxBytes
  if (wanted !== 'wanted' || isTooLarge) await response.body?.cancel()
  if (wanted === 'none' || response.body === null) return reply
  if (wanted !== 'wanted') return wanted
  if (isTooLarge) throw new TooLargeError()
  // The platform has unpacked what is packed for the way; a file that is an archive itself, such as `sitemap.xml.gz`, is not.
  const bytes = await bytesOf(response.body, maxBytes)
  if (!isGzip(bytes)) return { ...reply, bytes }
  try {
    return { ...reply, bytes: await unpacked(bytes, maxBytes) }
  } catch (error) {
    if (error instanceof TooLargeError) throw error
    return trouble('content', 'it is no whole gzip archive', 'tell the operator of the site')
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream()
  return bytesOf(packed.pipeThrough(new DecompressionStream('gzip')), maxBytes)
}
