// The pages for people, put together.
import { Hono } from 'hono'
import type { AppDeps, AppEnv } from '../deps.ts'
import type { Asking } from '../asking.ts'
import { answerPageRoutes } from './answer.tsx'
import { assetRoutes } from './assets.ts'
import { consoleRoutes } from './console.tsx'
import { embedRoutes } from './embed.tsx'
import { homeRoutes } from './home.tsx'
import { preferenceRoutes } from './preferences.ts'

/** What pages need. */
export type PageDeps = Pick<
  AppDeps,
  'articles' | 'assets' | 'answers' | 'starters' | 'limits' | 'sessions' | 'visits'
> & {
  asking: Asking
}

/** The routes of all pages and their files. They are no part of the API's description. */
export function pageRoutes(deps: PageDeps) {
  return new Hono<AppEnv>()
    .route('/', homeRoutes(deps))
    .route('/', consoleRoutes(deps))
    .route('/', answerPageRoutes(deps))
    .route('/', embedRoutes(deps))
    .route('/', preferenceRoutes())
    .route('/', assetRoutes(deps))
}
