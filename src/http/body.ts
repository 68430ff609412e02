// From the bytes of a request to JSON text. It knows sizes, media types and encodings, nothing of content.
import type { Context, MiddlewareHandler } from 'hono'
import { bytesOf, TooLargeError } from '../bytes.ts'
import { InputError } from '../errors.ts'
import type { AppEnv } from './deps.ts'
import { clientGone } from './problem.ts'

/** Largest body of a question or a search, in bytes. */
export const MAX_BODY = 65_536

/**
 * Reads the body before a route's schema looks at it. Throws `InputError` with 400, 413 or 415; `maxBytes` is the largest
 * body taken.
 */
export function jsonBody(maxBytes = MAX_BODY): MiddlewareHandler<AppEnv> {
  return async function jsonBody(c, next) {
    checkMediaType(c.req.raw.headers)
    const value = jsonOf(await readBytes(c.req.raw, maxBytes))
    // Where the validator asks for it. The body can be read only once, and to parse its text again would double the time.
    c.req.json = async <T>() => value as T
    await next()
  }
}

/** The fields of a form (`application/x-www-form-urlencoded`). Throws `InputError` with 400, 413 or 415. */
export async function readForm({ req }: Context<AppEnv>): Promise<URLSearchParams> {
  const type = req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw unsupported('the body is no form; send application/x-www-form-urlencoded')
  }
  mustBePlain(req.raw.headers)
  // What is not UTF-8 becomes U+FFFD, as in every form of the web (https://url.spec.whatwg.org/#urlencoded-parsing).
  return new URLSearchParams(new TextDecoder().decode(await readBytes(req.raw, MAX_BODY)))
}

/** The value of a JSON body. Throws `InputError` with 400. */
export function jsonOf(bytes: Uint8Array): unknown {
  return parsed(decoded(bytes))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw bad('invalid_json', 'the body is not valid JSON; check quotes, commas and brackets', cause)
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length === 0) throw bad('invalid_json', 'the body is empty; send a JSON object')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw bad('invalid_utf8', 'the body is not valid UTF-8; send JSON in UTF-8', cause)
  }
}

function checkMediaType(headers: Headers): void {
  const given = headers.get('Content-Type') ?? ''
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase())
  if (type !== 'application/json' && !/^application\/[^/]+\+json$/.test(type)) {
    const fact = given === '' ? 'no Content-Type' : `Content-Type “${given.slice(0, 100)}”`
    throw unsupported(`the body has ${fact}; send JSON with Content-Type: application/json`)
  }
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw unsupported(`the charset is “${charset.slice(0, 40)}”; send UTF-8`)
  }
  mustBePlain(headers)
}

/** Throws `InputError` (415) for a compressed body. */
export function mustBePlain(headers: Headers): void {
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw unsupported(`the Content-Encoding is “${encoding.slice(0, 40)}”; send the body uncompressed`)
  }
}

/** The bytes of a body. Throws `InputError` with 400 or 413. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('Content-Length') ?? 0)
  if (declared > maxBytes) throw tooLarge(`${declared} bytes`, maxBytes)
  if (request.body === null) return new Uint8Array()
  try {
    // A body in chunks says nothing of its length beforehand.
    return await bytesOf(request.body, maxBytes)
  } catch (cause) {
    if (cause instanceof TooLargeError) throw tooLarge('more', maxBytes)
    if (request.signal.aborted) throw clientGone(cause)
    throw bad('incomplete_body', 'the body ended before its time; send it again', cause)
  }
}

function bad(code: string, message: string, cause?: unknown): InputError {
  return new InputError(message, { code, status: 400, cause })
}

/** The `InputError` (415) for a body of another type than is taken. */
export function unsupported(message: string): InputError {
  return new InputError(message, { code: 'unsupported_media_type', status: 415 })
}

function tooLarge(found: string, maxBytes: number): InputError {
  return new InputError(`the body may have ${maxBytes} bytes and has ${found}; send less`, {
    code: 'body_too_large',
    status: 413,
  })
}
