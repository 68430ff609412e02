// GET /openapi.json: the description of the API, and where its other renderings take it from.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiDocument } from './api-document.ts'
import type { AppEnv } from './deps.ts'
import { describeApi } from './describe.ts'
import { docsRoutes } from './docs.ts'
import { llmsRoutes } from './llms.ts'
import { methodNotAllowed } from './problem.ts'

/** Serve the description of all routes mounted before: for programs, for people, and for language models. */
export function openApiRoutes(app: OpenAPIHono<AppEnv>): void {
  // Made once: the routes do not change while the program runs.
  let made: ApiDocument | null = null
  const description = () => (made ??= describeApi(app))
  let written: string | null = null
  app.get('/openapi.json', (c) => {
    written ??= JSON.stringify(description())
    c.header('Cache-Control', 'no-cache')
    return c.body(written, 200, { 'Content-Type': 'application/json' })
  })
  app.all('/openapi.json', methodNotAllowed('GET'))
  docsRoutes(app, description)
  llmsRoutes(app, description)
}
