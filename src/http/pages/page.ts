// What every page is sent with. A page loads nothing from elsewhere and runs no script but the program's own files; what it
// shows of articles and visitors is text (https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/).
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { HtmlEscapedString } from 'hono/utils/html'
import { PREFERENCES_COOKIE, readPreferences, type Preferences } from '../../web/preferences.ts'
import type { AppEnv } from '../deps.ts'

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  // No script can make text into HTML, not even ours.
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}
type Directive = keyof typeof POLICY | 'frame-src'

/** The value of Content-Security-Policy, with directives of this page put in the place of those of all. */
export function contentSecurityPolicy(own: Partial<Record<Directive, string>> = {}): string {
  return Object.entries({ ...POLICY, ...own })
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ')
}

/** How the visitor wants it. */
export function preferencesOf(c: Context<AppEnv>): Preferences {
  return readPreferences(getCookie(c, PREFERENCES_COOKIE), c.req.header('Accept-Language'))
}

type Drawn = HtmlEscapedString | Promise<HtmlEscapedString>
export type PageStatus = 200 | 400 | 401 | 403 | 404 | 422 | 429 | 503
interface Sending {
  status?: PageStatus
  policy?: Partial<Record<Directive, string>>
}

/** Send a drawn page. It is never kept by caches: it holds what is new, and what somebody asked. */
export async function sendPage(c: Context<AppEnv>, drawn: Drawn, sending: Sending = {}): Promise<Response> {
  const { status = 200, policy } = sending
  c.header('Content-Security-Policy', contentSecurityPolicy(policy))
  c.header('Cache-Control', 'no-store')
  c.header('Vary', 'Cookie, Accept-Language', { append: true })
  return c.html(`<!doctype html>${await drawn}`, status)
}
