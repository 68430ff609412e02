// GET /openapi.json: the description of the API, made from the schemas that its routes validate with.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './deps.ts'
import { methodNotAllowed } from './problem.ts'

/** Serve the description of all routes mounted before. */
export function openApiRoutes(app: OpenAPIHono<AppEnv>): void {
  // Made once: the routes do not change while the program runs.
  let document: string | null = null
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'TouWen',
          version: '1',
          description:
            'Question answering over Chinese investment news: short answers with character-exact citations.',
          license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
        },
        servers: [{ url: '/' }],
      }),
    )
    c.header('Cache-Control', 'no-cache')
    return c.body(document, 200, { 'Content-Type': 'application/json' })
  })
  app.all('/openapi.json', methodNotAllowed('GET'))
}
