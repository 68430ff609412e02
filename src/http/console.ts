// /console/session: signing in with a key, and out again. No part of the API's description: its other half is the page.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError, UnauthorizedError } from '../errors.ts'
import { validate } from '../validate.ts'
import { jsonOf, MAX_BODY, readBytes, readForm } from './body.ts'
import { mustBeOwnPage, type Sessions } from './console-session.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { counting } from './limits.ts'
import { ownPath } from './pages/preferences.ts'

const credentials = z.strictObject({ key: z.string().trim().min(1).max(200) })

/** How a form is answered that could not sign in: the page again. */
export type AnswerForm = (c: Context<AppEnv>, error: AppError, back: string) => Promise<Response>

/** The routes. Wrong keys count towards the limits of their client, as everywhere. */
export function consoleSessionRoutes(
  { sessions, limits }: { sessions: Sessions; limits: AppDeps['limits'] | undefined },
  answerForm: AnswerForm,
) {
  const count = counting(limits, () => true)
  const begin = async (c: Context<AppEnv>, key: string): Promise<void> => {
    try {
      count(c, await sessions.begin(c, key))
    } catch (error) {
      if (error instanceof UnauthorizedError) count(c, null)
      throw error
    }
  }
  return new Hono<AppEnv>()
    .post('/console/session', async (c) => {
      mustBeOwnPage(c.req.raw)
      c.header('Cache-Control', 'no-store')
      if (!(c.req.header('Content-Type') ?? '').startsWith('application/x-www-form-urlencoded')) {
        await begin(c, validate(credentials, jsonOf(await readBytes(c.req.raw, MAX_BODY))).key)
        return c.body(null, 204)
      }
      const form = await readForm(c)
      const back = consolePath(form.get('back') ?? '')
      try {
        await begin(c, validate(credentials, { key: form.get('key') ?? '' }).key)
      } catch (error) {
        if (error instanceof AppError) return answerForm(c, error, back)
        throw error
      }
      return c.redirect(back, 303)
    })
    .delete('/console/session', async (c) => {
      mustBeOwnPage(c.req.raw)
      await sessions.end(c)
      return c.body(null, 204)
    })
}

/** A path of the console; its first page for any other. */
export function consolePath(given: string): string {
  const path = ownPath(given)
  return /^\/console(?:[/?]|$)/.test(path) ? path : '/console'
}
