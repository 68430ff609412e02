// What every page is sent with. A page loads nothing from elsewhere and runs no script but the program's own files; what it
// shows of articles and visitors is text (https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/).
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import {
  oneOf,
  PREFERENCES_COOKIE,
  readPreferences,
  THEMES,
  type Preferences,
} from '../../web/preferences.ts'
import { LANGUAGES } from '../../web/words/words.ts'
import { etagOfText, hasAlready } from '../conditions.ts'
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

/** How the page around a frame wants it: `language` and `theme` of the address, else as the visitor wants it. */
export function preferencesIn(c: Context<AppEnv>): Preferences {
  const own = preferencesOf(c)
  return {
    language: oneOf(LANGUAGES, c.req.query('language')) ?? own.language,
    theme: oneOf(THEMES, c.req.query('theme')) ?? 'auto',
    size: own.size,
  }
}

/** Where the visitor is, for coming back: path and parameters; “/” for what cannot be opened from a link. */
export function ownAddress(c: Context<AppEnv>): string {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return '/'
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 422 | 429 | 503

type Drawn = HtmlEscapedString | Promise<HtmlEscapedString>
interface Sending {
  status?: ContentfulStatusCode
  policy?: Partial<Record<Directive, string>>
  /** The reader's own browser may keep it, but must ask whether it is still the same. Default: nobody keeps it. */
  revalidated?: boolean
}

/** Send a drawn page. By default it is never kept by caches: it holds what is new, and what somebody asked. */
export async function sendPage(c: Context<AppEnv>, drawn: Drawn, sending: Sending = {}): Promise<Response> {
  const { status = 200, policy, revalidated = false } = sending
  const html = `<!doctype html>${await drawn}`
  c.header('Content-Security-Policy', contentSecurityPolicy(policy))
  c.header('Cache-Control', revalidated ? 'private, no-cache' : 'no-store')
  c.header('Vary', 'Cookie, Accept-Language', { append: true })
  if (revalidated) {
    const etag = await etagOfText(html)
    c.header('ETag', etag)
    if (hasAlready(c.req.raw.headers, etag)) return c.body(null, 304)
  }
  return c.html(html, status)
}
