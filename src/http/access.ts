// Who asks, and what they may do. It reads headers and knows scopes, not how keys are kept.
import type { Context, MiddlewareHandler, Next } from 'hono'
import { ForbiddenError, InputError, UnauthorizedError } from '../errors.ts'
import { SESSION_PREFIX, type ChannelVisits, type Visitor } from '../channel-contract.ts'
import type { KeyRing } from '../keys/key.ts'
import type { Principal, Scope } from '../keys/principal.ts'
import { holdsKey } from '../secrets.ts'
import { allowOrigin } from './cors.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { originAllowed } from '../origin.ts'
import { counting } from './limits.ts'

/** Whoever brings no key: reading is open. */
export const ANYONE: Principal = { id: null, scopes: new Set(['ask', 'search']) }

/** One text for a key that is missing, unknown, damaged, expired or revoked: it tells nobody which of them it is. */
const NO_KEY = 'this needs a valid key; send it as “Authorization: Bearer tw_…”'

/** Finds out who asks, once for each request, and counts it. Without a key nothing is waited for: most requests have none. */
export function identify(deps: Pick<AppDeps, 'authenticate' | 'limits'>): MiddlewareHandler<AppEnv> {
  const { authenticate, limits } = deps
  const count = counting(limits)
  const settle = (c: Context<AppEnv>, principal: Principal): void => {
    c.set('principal', principal)
    if (principal.origins !== undefined) {
      holdToOrigins(principal, c.req.raw)
      allowOrigin(c, principal.origins)
    }
    count(c, principal)
  }
  const settleLater = async (c: Context<AppEnv>, next: Next, found: Promise<Principal>): Promise<void> => {
    try {
      settle(c, await found)
    } catch (error) {
      // Else keys could be tried without end.
      if (error instanceof UnauthorizedError) count(c, null)
      throw error
    }
    return next()
  }
  return function identify(c, next) {
    const { raw } = c.req
    refuseKeyInUrl(raw.url)
    const found = authenticate === undefined ? ANYONE : authenticate(raw, c)
    if (found instanceof Promise) return settleLater(c, next, found)
    settle(c, found)
    return next()
  }
}

/**
 * Lets only those pass who may do this: with any of the scopes. Throws `UnauthorizedError` without a key, `ForbiddenError`
 * with too small a one.
 */
export function requires(...wanted: [Scope, ...Scope[]]): MiddlewareHandler<AppEnv> {
  const middleware: MiddlewareHandler<AppEnv> = async function requires(c, next) {
    const { id, scopes } = c.get('principal')
    if (wanted.some((scope) => scopes.has(scope))) return next()
    if (id === null) throw new UnauthorizedError(NO_KEY)
    throw new ForbiddenError(`the key may not do this; use one with the scope “${wanted.join('” or “')}”`)
  }
  marks.set(middleware, wanted)
  return middleware
}

/**
 * Lets no key pass that is held to some articles: what is done here is done to all. Throws `ForbiddenError`. To stand behind
 * `requires`.
 */
export function requiresUnheld(): MiddlewareHandler<AppEnv> {
  return function requiresUnheld(c, next) {
    if (c.get('principal').filters === undefined) return next()
    throw new ForbiddenError(
      'the key is held to some articles, and this is about all; use a key without filters',
    )
  }
}

const marks = new WeakMap<object, readonly Scope[]>()

/** The scopes any of which a middleware asks for, made by `requires`; for the description of its route. */
export function scopesFor(middleware: object): readonly Scope[] {
  return marks.get(middleware) ?? []
}

/**
 * Authentication by key, for `AppDeps.authenticate`: `Authorization: Bearer` or `X-Api-Key`. `open`: what whoever brings no
 * key may do. Clients that insist on a key may send `none`. Throws `UnauthorizedError`, or `InputError` (400) for two keys.
 */
export function byKey(
  ring: Pick<KeyRing, 'find'>,
  open: readonly Scope[],
  visits: Pick<ChannelVisits, 'bearer'> = { bearer: async () => null },
): NonNullable<AppDeps['authenticate']> {
  const anyone: Principal = { id: null, scopes: new Set(open) }
  const findOut = async (authorization: string | null, apiKey: string | null): Promise<Principal> => {
    if (authorization !== null && apiKey !== null) {
      throw new InputError('there are two keys, in Authorization and in X-Api-Key; send one of them', {
        code: 'two_keys',
        status: 400,
      })
    }
    const token = apiKey?.trim() ?? /^Bearer +(\S{1,1000})$/i.exec(authorization ?? '')?.[1]
    if (token === 'none') return anyone
    if (token?.startsWith(SESSION_PREFIX) === true) return visitorOf(await visits.bearer(token))
    const principal = token === undefined ? null : await ring.find(token)
    if (principal === null) throw new UnauthorizedError(NO_KEY)
    return principal
  }
  return ({ headers }) => {
    const [authorization, apiKey] = [headers.get('Authorization'), headers.get('X-Api-Key')]
    return authorization === null && apiKey === null ? anyone : findOut(authorization, apiKey)
  }
}

// --- Internal helpers ---

const KEY_PARAMETER = /[?&](?:access_token|x-api-key|api[-_]?key|key|token|authorization)=/i

// Addresses are kept in histories, in the logs of proxies, and sent on as Referer.
function refuseKeyInUrl(url: string): void {
  if (!(url.includes('?') && KEY_PARAMETER.test(url)) && !holdsKey(url)) return
  throw new InputError(
    'the address holds a key; send it as “Authorization: Bearer tw_…”, and revoke this one if it is real',
    {
      code: 'key_in_url',
      status: 400,
    },
  )
}

function holdToOrigins({ origins = [], visitor }: Principal, { headers, url }: Request): void {
  const origin = headers.get('Origin')
  if (origin !== null && originAllowed(origins, origin)) return
  if (visitor !== true)
    throw new ForbiddenError('the key may be used only from pages of its own origins; use another key')
  if (origin === null || isOwnPage(origin, headers, url)) return
  throw new InputError(
    `the session was given to pages of ${origins.join(', ')} and does not hold for those of “${origin.slice(0, 300)}”; put the widget into that page, and its origin into the channel`,
    { code: 'origin_not_allowed', status: 403 },
  )
}

// A page of another origin cannot leave its name out of a request with a key. Behind a proxy the address may be another one
// than the browser sees; but the browser says itself whether it is the same.
function isOwnPage(origin: string, headers: Headers, url: string): boolean {
  return headers.get('Sec-Fetch-Site') === 'same-origin' || origin === new URL(url).origin
}

// What a visitor may do: what anyone may where reading is open, within the channel.
function visitorOf(bearer: Visitor | null): Principal {
  if (bearer === null) {
    throw new UnauthorizedError('the session of this page has ended; begin another, or load the page anew')
  }
  const { channel, origin, filters, daily } = bearer
  return {
    id: `channel:${channel}`,
    scopes: ANYONE.scopes,
    channel,
    origins: [origin],
    visitor: true,
    ...(filters === undefined ? {} : { filters }),
    ...(daily === undefined ? {} : { daily }),
  }
}
