// What a reply is to whoever asked for an article, whichever client brought it: its head, whether it is wanted, and what is
// said of what went wrong.
import { TooLargeError } from '../bytes.ts'
import type { Get, GetReply, GetRequest, Trouble } from '../sources/fetcher.ts'
import { RefusedAddressError } from './guard.ts'

/** What is asked for. `userAgent` names the program. */
export function requestHeaders(
  { etag, lastModified }: Pick<GetRequest, 'etag' | 'lastModified'>,
  userAgent: string,
): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: 'text/html, application/xhtml+xml, application/xml, application/rss+xml, application/atom+xml, application/feed+json, application/pdf, text/plain;q=0.9, */*;q=0.5', // prettier-ignore
    'accept-language': 'zh-CN, zh;q=0.9, en;q=0.5',
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  }
}

/** A reply without its body. `header` gives a header by its name in lower case. */
export function headOf(
  status: number,
  url: URL,
  header: (name: string) => string | null | undefined,
): GetReply {
  const told = (name: string): string | null => header(name)?.slice(0, 2000) ?? null
  const [type = '', ...parameters] = (told('content-type') ?? '').split(';').map((part) => part.trim())
  const charset = parameters.find((parameter) => /^charset=/i.test(parameter))?.slice(8).replaceAll('"', '') // prettier-ignore
  const location = told('location')
  return {
    status,
    location: location !== null && URL.canParse(location, url.href) ? new URL(location, url).href : null,
    bytes: new Uint8Array(),
    type: type.toLowerCase(),
    charset: charset === undefined || charset === '' ? null : charset.toLowerCase().slice(0, 40),
    etag: told('etag'),
    lastModified: told('last-modified'),
    retryAfter: told('retry-after'),
  }
}

/** Whether the body of a reply is to be read; what is said when its type is not wanted. */
export function bodyOf(
  { status, type }: GetReply,
  accepts: GetRequest['accepts'],
): 'wanted' | 'none' | { trouble: Trouble } {
  if (status < 200 || status > 299) return 'none'
  if (accepts(type)) return 'wanted'
  const remedy = 'articles are read from web pages, feeds, plain text, PDF and .docx'
  return trouble('content', `it is of the type “${type.slice(0, 60)}”, which is not read`, remedy)
}

/**
 * Do a request within `totalMs`. What fails becomes what is said of it: of addresses, sizes and times the same for all clients,
 * else by `troubleOf`. Throws only when whoever asked has aborted.
 */
export async function inTime(
  totalMs: number,
  { maxBytes, signal }: Pick<GetRequest, 'maxBytes' | 'signal'>,
  work: (signal: AbortSignal) => ReturnType<Get>,
  troubleOf: (error: unknown) => { trouble: Trouble },
): ReturnType<Get> {
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), totalMs)
  try {
    return await work(signal === undefined ? timer.signal : AbortSignal.any([signal, timer.signal]))
  } catch (error) {
    signal?.throwIfAborted()
    if (timer.signal.aborted)
      return trouble('network', `it was not there within ${totalMs / 1000} s`, 'it is tried again later')
    if (error instanceof RefusedAddressError) return trouble('address', error.fact, error.remedy)
    if (error instanceof TooLargeError) {
      const remedy = 'give the article alone; larger files are not fetched'
      return trouble('content', `it has more than ${maxBytes} bytes`, remedy)
    }
    return troubleOf(error)
  } finally {
    clearTimeout(timeout)
  }
}

/** What is said of a connection that came to nothing; `what` names the error. */
export function notConnected(what: string): { trouble: Trouble } {
  return trouble('network', `the connection failed (${what.slice(0, 100)})`, 'it is tried again later')
}

export function trouble(kind: Trouble['kind'], fact: string, remedy: string): { trouble: Trouble } {
  return { trouble: { kind, fact, remedy } }
}
