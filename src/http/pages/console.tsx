// GET /console and below: the console for whoever has signed in, else the form for it. The page holds no data: its script
// asks the API for it.
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { LimitError, type AppError } from '../../errors.ts'
import { Header, Page } from '../../web/view/page.tsx'
import { SignIn } from '../../web/view/console/sign-in.tsx'
import { commonWords } from '../../web/words/common.ts'
import { consoleWords, type ConsoleWords } from '../../web/words/console.ts'
import { consoleSessionRoutes } from '../console.ts'
import type { AppDeps, AppEnv, WithAssets } from '../deps.ts'
import { preferencesOf, sendPage } from './page.ts'
import { sendPreview } from './preview.tsx'

/** What the script of the console is told by its page. */
export interface ConsoleState {
  /** The id of the key of the session. */
  key: string
  /** What its session may do. */
  scopes: string[]
  /** The version of the program; null: not told. */
  version: string | null
}

/** The routes; none where there are no sessions. */
export function consoleRoutes({
  assets,
  sessions,
  limits,
  version,
}: Pick<AppDeps, 'sessions' | 'limits' | 'version'> & WithAssets) {
  const routes = new Hono<AppEnv>()
  if (sessions === undefined) return routes

  const draw = (c: Context<AppEnv>, here: string, children: Child, script: boolean) => {
    const preferences = preferencesOf(c)
    // Forms tell by Origin where they come from, which “no-referrer” would take from them.
    c.header('Referrer-Policy', 'same-origin')
    return (
      <Page
        kind="console"
        title={`${consoleWords(preferences.language).console} · ${commonWords(preferences.language).name}`}
        preferences={preferences}
        styles={[assets.named('console.css').path]}
        scripts={script ? [assets.named('console.js').path] : []}
        hidden
      >
        <Header preferences={preferences} held={null} here={here} />
        {children}
      </Page>
    )
  }
  const askForKey = (c: Context<AppEnv>, back: string, fault?: string) =>
    draw(c, back, <SignIn words={wordsOf(c)} back={back} fault={fault} />, false)

  const answerForm = (c: Context<AppEnv>, error: AppError, back: string) => {
    c.set('note', { code: error.code })
    const status = error.status === 403 || error.status === 429 ? error.status : 401
    if (error instanceof LimitError) c.header('Retry-After', String(error.retryAfter))
    return sendPage(c, askForKey(c, back, faultOf(wordsOf(c), error)), { status })
  }

  const show = async (c: Context<AppEnv>) => {
    const here = c.req.path + new URL(c.req.url).search
    const principal = await sessions.principal(c)
    if (principal === null) {
      // A link from elsewhere brings no cookie that is SameSite=Strict; asked for again by the page itself it does.
      if (c.req.header('Sec-Fetch-Site') === 'cross-site') c.header('Refresh', '0')
      return sendPage(c, askForKey(c, here, sessions.given(c) ? wordsOf(c).ended : undefined))
    }
    const state: ConsoleState = {
      key: principal.id ?? '',
      scopes: [...principal.scopes],
      version: version ?? null,
    }
    const app = (
      <div id="app" data-state={JSON.stringify(state)}>
        <noscript>
          <p class="fault">{wordsOf(c).needsScript}</p>
        </noscript>
      </div>
    )
    // The preview of a channel is a page of this server.
    return sendPage(c, draw(c, here, app, true), { policy: { 'frame-src': "'self'" } })
  }
  return routes
    .route('/', consoleSessionRoutes({ sessions, limits }, answerForm))
    .get('/console/preview', async (c) => sendPreview(c, { assets }, (await sessions.principal(c)) !== null))
    .get('/console', show)
    .get('/console/*', show)
}

// --- Internal helpers ---

function wordsOf(c: Context<AppEnv>): ConsoleWords {
  return consoleWords(preferencesOf(c).language)
}

function faultOf(words: ConsoleWords, error: AppError): string {
  if (error instanceof LimitError) return words.tooOften(error.retryAfter)
  if (error.status === 422) return words.noKey
  return error.status === 403 ? words.smallKey : words.invalidKey
}
