// POST /preferences: how pages look to this visitor.
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { LANGUAGES } from '../../web/words/words.ts'
import { oneOf, PREFERENCES_COOKIE, SIZES, THEMES, writePreferences } from '../../web/preferences.ts'
import { readForm } from '../body.ts'
import type { AppEnv } from '../deps.ts'
import { preferencesOf } from './page.ts'

const YEAR = 365 * 86_400

/** The route. It leads back to where the visitor was. */
export function preferenceRoutes() {
  return new Hono<AppEnv>().post('/preferences', async (c) => {
    const form = await readForm(c)
    const now = preferencesOf(c)
    const chosen = {
      language: oneOf(LANGUAGES, form.get('language') ?? undefined) ?? now.language,
      theme: oneOf(THEMES, form.get('theme') ?? undefined) ?? now.theme,
      size: oneOf(SIZES, form.get('size') ?? undefined) ?? now.size,
    }
    setCookie(c, PREFERENCES_COOKIE, writePreferences(chosen), {
      path: '/',
      maxAge: YEAR,
      sameSite: 'Lax',
      secure: new URL(c.req.url).protocol === 'https:',
    })
    return c.redirect(ownPath(form.get('back') ?? '/'), 303)
  })
}

/** A path on this server, or “/”: a redirect must not lead elsewhere, so `//host` and `/\host` are no paths. */
export function ownPath(given: string): string {
  return /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(given) && !given.includes('\\') ? given : '/'
}
