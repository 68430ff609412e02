// The HTTP face, put together. Web standards only: it runs on Node and on Workers alike.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { identify } from './access.ts'
import { answerRoutes } from './answers.ts'
import { articleRoutes } from './articles.ts'
import { askRoutes } from './ask.ts'
import { createAsking, type Asking } from './asking.ts'
import { chatRoutes } from './chat.ts'
import { channelRoutes } from './channels.ts'
import { completionRoutes } from './chat-completions.ts'
import { cors } from './cors.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { evidenceRoutes } from './evidence.ts'
import { exchange } from './exchange.ts'
import { facetRoutes } from './facets.ts'
import { healthRoutes } from './health.ts'
import { jobRoutes } from './jobs.ts'
import { keyRoutes } from './keys.ts'
import { mcpRoutes } from './mcp.ts'
import { metricsRoutes, openMetricsRoutes } from './metrics.ts'
import { modelRoutes } from './models.ts'
import { openApiRoutes } from './openapi.ts'
import { problemPages } from './pages/error.tsx'
import { pageRoutes } from './pages/pages.ts'
import { handleError, handleNotFound } from './problem.ts'
import { pinRoutes } from './pins.ts'
import { questionRoutes } from './questions.ts'
import { createRouter, refuseOtherMethods } from './router.ts'
import { searchRoutes } from './search.ts'
import { sourceRoutes } from './sources.ts'
import { starterRoutes } from './starters.ts'
import { uploadRoutes } from './uploads.ts'
import { usageRoutes } from './usage.ts'

/** Build the application over its use cases. */
export function createApp(deps: AppDeps): OpenAPIHono<AppEnv> {
  const app = createRouter()
  app.use(exchange(deps))
  app.use(cors(deps))
  app.use(identify(deps))
  const { assets } = deps
  const draw = assets && problemPages({ assets })
  app.onError((error, c) => handleError(error, c, draw))
  app.notFound((c) => handleNotFound(c, draw))
  const asking = createAsking(deps)
  mount(app, deps, asking)
  app.route('/', metricsRoutes(deps))
  if (assets !== undefined) app.route('/', pageRoutes({ ...deps, assets, asking }))
  openApiRoutes(app)
  refuseOtherMethods(app)
  return app
}

/** The application of the port for monitoring: health and metrics, without a key. Whoever opens the port guards it. */
export function createMonitor(deps: MonitorDeps): OpenAPIHono<AppEnv> {
  const app = createRouter()
  app.use(exchange(deps))
  app.onError((error, c) => handleError(error, c))
  app.notFound((c) => handleNotFound(c))
  app.route('/', healthRoutes(deps)).route('/', openMetricsRoutes(deps))
  refuseOtherMethods(app)
  return app
}

type MonitorDeps = Pick<AppDeps, 'ready' | 'metrics' | 'id' | 'log'>

function mount(app: OpenAPIHono<AppEnv>, deps: AppDeps, asking: Asking) {
  return app
    .route('/', askRoutes(asking))
    .route('/', completionRoutes(asking))
    .route('/', modelRoutes())
    .route('/', chatRoutes(asking))
    .route('/', searchRoutes(deps))
    .route('/', evidenceRoutes(deps))
    .route('/', articleRoutes(deps))
    .route('/', uploadRoutes(deps))
    .route('/', facetRoutes(deps))
    .route('/', jobRoutes(deps))
    .route('/', starterRoutes(deps))
    .route('/', answerRoutes(deps))
    .route('/', questionRoutes(deps))
    .route('/', usageRoutes(deps))
    .route('/', pinRoutes(deps))
    .route('/', keyRoutes(deps))
    .route('/', channelRoutes(deps))
    .route('/', sourceRoutes(deps))
    .route('/', healthRoutes(deps))
    .route('/', mcpRoutes(deps))
}

/** The type of the routes, for a typed client (`hc<Api>`). */
export type Api = ReturnType<typeof mount>
