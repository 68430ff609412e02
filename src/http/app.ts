// The HTTP face, put together. Web standards only: it runs on Node and on Workers alike.
import { Hono } from 'hono'
import { articleRoutes } from './articles.ts'
import { askRoutes } from './ask.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { exchange } from './exchange.ts'
import { healthRoutes } from './health.ts'
import { handleError, handleNotFound } from './problem.ts'
import { searchRoutes } from './search.ts'
import { starterRoutes } from './starters.ts'

/** Build the application over its use cases. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(exchange(deps))
  app.onError(handleError)
  app.notFound(handleNotFound)
  app.route('/', askRoutes(deps))
  app.route('/', searchRoutes(deps))
  app.route('/', articleRoutes(deps))
  app.route('/', starterRoutes(deps))
  app.route('/', healthRoutes(deps))
  return app
}
