// Who asks, and what they may do. It knows scopes, not how keys are kept.
import type { MiddlewareHandler } from 'hono'
import { ForbiddenError, UnauthorizedError } from '../errors.ts'
import type { Principal, Scope } from '../keys/principal.ts'
import type { AppDeps, AppEnv } from './deps.ts'

/** Whoever brings no key: reading is open. */
export const ANYONE: Principal = { id: null, scopes: new Set(['ask', 'search']) }

/** Finds out who asks, once for each request. */
export function identify({ authenticate }: Pick<AppDeps, 'authenticate'>): MiddlewareHandler<AppEnv> {
  return async function identify(c, next) {
    c.set('principal', authenticate === undefined ? ANYONE : await authenticate(c.req.raw))
    await next()
  }
}

/** Lets only those pass who may do this. Throws `UnauthorizedError` without a key, `ForbiddenError` with too small a one. */
export function requires(scope: Scope): MiddlewareHandler<AppEnv> {
  return marked(scope, async function requires(c, next) {
    const { id, scopes } = c.var.principal
    if (!scopes.has(scope)) {
      if (id === null)
        throw new UnauthorizedError(
          `this needs a key with the scope “${scope}”; send it as Authorization: Bearer`,
        )
      throw new ForbiddenError(`the key may not do this; use one with the scope “${scope}”`)
    }
    await next()
  })
}

const marks = new WeakMap<object, Scope>()

function marked(scope: Scope, middleware: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  marks.set(middleware, scope)
  return middleware
}

/** The scope that a middleware asks for, made by `requires`; for the description of its route. */
export function scopeOf(middleware: object): Scope | undefined {
  return marks.get(middleware)
}
