// Sessions of the console: a signed cookie in the place of a key, for pages of this server only. The cookie names a key and
// holds none; the key is looked up at each request, so that revoking it ends its sessions. Signing out ends the session and not
// only this browser's cookie: a copy of it is good for nothing either.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { ForbiddenError, UnauthorizedError } from '../errors.ts'
import type { KeyRing } from '../keys/key.ts'
import { SCOPES, type Principal } from '../keys/principal.ts'
import type { Tickets } from '../tickets.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { fromOwnPage } from './own-page.ts'

/** With this header a request is one of the console's script: a page of another origin cannot send it without being asked. */
export const CONSOLE_HEADER = 'X-TouWen-Console'

/** Its name. `__Host-` would need https, which the console of an intranet may not have. */
const COOKIE = 'tw_console'
const KIND = 'console'
/** A session ends when it was not used for so long, in seconds. */
const LASTS = 12 * 3600
/** A cookie older than this is made anew when it is used, in seconds. */
const RENEWED_AFTER = 600

export interface Sessions {
  /** Begin one by the text of a key. Throws `UnauthorizedError` for no valid key, `ForbiddenError` for one that may not. */
  begin(c: Context<AppEnv>, key: string): Promise<Principal>
  /** Whose session the request belongs to; null: none, or it has ended. */
  principal(c: Context<AppEnv>): Promise<Principal | null>
  /** Whether the request brings the cookie of a session, be it one that has ended. */
  given(c: Context<AppEnv>): boolean
  /** End the session that the request belongs to, whoever else holds a cookie of it; nothing for none. */
  end(c: Context<AppEnv>): Promise<void>
}

interface Deps {
  tickets: Tickets
  ring: Pick<KeyRing, 'find' | 'named'>
  /** Sessions that were signed out; each is to be remembered until `until` (ms since 1970). */
  ended: { has(id: string): Promise<boolean>; add(id: string, until: number): Promise<void> }
  now?: () => Date
}

/** What a ticket says: the id of the key, and of the session, which all tickets it is renewed by have in common. */
interface Claims {
  key: string
  session: string
}

/** Build them over the keys. */
export function createSessions({ tickets, ring, ended, now = () => new Date() }: Deps): Sessions {
  const give = async (c: Context<AppEnv>, claims: Claims): Promise<void> => {
    setCookie(c, COOKIE, await tickets.issue(KIND, claims, LASTS), {
      path: '/',
      maxAge: LASTS,
      httpOnly: true,
      sameSite: 'Strict',
      secure: isSecure(c),
    })
  }
  const read = async (c: Context<AppEnv>): Promise<(Claims & { until: number }) | null> => {
    const ticket = await tickets.read(KIND, getCookie(c, COOKIE) ?? '')
    const { key, session } = (ticket?.body ?? {}) as Partial<Record<keyof Claims, unknown>>
    if (ticket === null || typeof key !== 'string' || typeof session !== 'string') return null
    return { key, session, until: ticket.until }
  }
  return {
    begin: async (c, text) => {
      const found = await ring.find(text)
      if (found?.id === undefined || found.id === null) {
        throw new UnauthorizedError('this is no valid key; make one with “touwen keys create --scope admin”')
      }
      const principal = admitted(found)
      if (principal === null) {
        throw new ForbiddenError(
          'the key may not use the console; take one with the scope “admin” or “logs” that is held to no origins',
        )
      }
      await give(c, { key: found.id, session: crypto.randomUUID() })
      return principal
    },
    principal: async (c) => {
      const held = await read(c)
      if (held === null || (await ended.has(held.session))) return null
      const { key, session, until } = held
      const found = await ring.named(key)
      const principal = found && admitted(found)
      if (principal === null) return null
      if (until - now().getTime() < (LASTS - RENEWED_AFTER) * 1000) await give(c, { key, session })
      return principal
    },
    given: (c) => getCookie(c, COOKIE) !== undefined,
    end: async (c) => {
      // First: the browser's own cookie goes also when the rest fails.
      deleteCookie(c, COOKIE, { path: '/', secure: isSecure(c) })
      const held = await read(c)
      // Whoever has a copy may have renewed it a moment ago: no ticket of the session lasts longer than this.
      if (held !== null) await ended.add(held.session, now().getTime() + LASTS * 1000)
    },
  }
}

/**
 * Authentication by session where a request says that it is the console's and brings no key, else as before. Throws
 * `ForbiddenError` for a request that may come from another page, `UnauthorizedError` without a session.
 */
export function bySession(
  sessions: Pick<Sessions, 'principal'>,
  otherwise: NonNullable<AppDeps['authenticate']>,
): NonNullable<AppDeps['authenticate']> {
  const findOut = async (c: Context<AppEnv>): Promise<Principal> => {
    mustBeOwnPage(c.req.raw)
    const principal = await sessions.principal(c)
    if (principal === null) throw new UnauthorizedError('the session has ended; sign in at /console')
    return principal
  }
  return (request, c) => {
    const { headers } = request
    const own = headers.has(CONSOLE_HEADER) && !headers.has('Authorization') && !headers.has('X-Api-Key')
    return own ? findOut(c) : otherwise(request, c)
  }
}

/** Throws `ForbiddenError` unless a page of this server sends the request. */
export function mustBeOwnPage(request: Request): void {
  if (!fromOwnPage(request))
    throw new ForbiddenError('a session serves only the console’s own pages; send a key instead')
}

// --- Internal helpers ---

// Whoever may make keys may make one for anything: the console need not ask for a second one. A key that is held to pages of
// some origins is public there.
function admitted(principal: Principal): Principal | null {
  const { scopes, origins } = principal
  if (origins !== undefined) return null
  if (scopes.has('admin')) return { ...principal, staff: true, scopes: new Set(SCOPES) }
  return scopes.has('logs') ? { ...principal, staff: true } : null
}

// Behind a proxy that ends TLS the request itself is plain; the page that sends the form says what the browser sees.
function isSecure({ req }: Context<AppEnv>): boolean {
  const page = req.header('Origin') ?? req.header('Referer') ?? req.url
  return page.startsWith('https:') || req.url.startsWith('https:')
}
