// The pages for people, put together.
import { Hono } from 'hono'
import type { AppDeps, AppEnv, WithAssets } from '../deps.ts'
import { methodNotAllowed } from '../problem.ts'
import { articlePageRoutes } from './article.tsx'
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
  'article' | 'articles' | 'answers' | 'starters' | 'limits' | 'sessions' | 'visits' | 'version'
> &
  WithAssets & {
    asking: Asking
  }

/** The routes of all pages and their files. They are no part of the API's description. */
export function pageRoutes(deps: PageDeps) {
  const pages = new Hono<AppEnv>()
    .route('/', homeRoutes(deps))
    .route('/', articlePageRoutes(deps))
    .route('/', consoleRoutes(deps))
    .route('/', answerPageRoutes(deps))
    .route('/', embedRoutes(deps))
    .route('/', preferenceRoutes())
    .route('/', assetRoutes(deps))
  refuseOtherMethods(pages)
  return pages
}

// With 405 and what a path allows, as the API does. (“ALL” is middleware.)
function refuseOtherMethods(pages: Hono<AppEnv>): void {
  const allowed = new Map<string, Set<string>>()
  for (const { path, method } of pages.routes) {
    if (method !== 'ALL') allowed.set(path, (allowed.get(path) ?? new Set()).add(method))
  }
  for (const [path, methods] of allowed) pages.all(path, methodNotAllowed(...methods))
}
