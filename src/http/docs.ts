// GET /docs: the reference for people.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiDocument } from './api-document.ts'
import { originOf } from './curl.ts'
import type { AppEnv } from './deps.ts'
import { docsPage } from './docs-page.ts'
import { DOCS_STYLE } from './docs-style.ts'
import { methodNotAllowed } from './problem.ts'

/** Serve the page over the description. */
export function docsRoutes(app: OpenAPIHono<AppEnv>, description: () => ApiDocument): void {
  let policy: Promise<string> | null = null
  app.get('/docs', async (c) => {
    policy ??= contentSecurityPolicy(DOCS_STYLE)
    c.header('Content-Security-Policy', await policy)
    c.header('Cache-Control', 'no-cache')
    return c.html(await docsPage(description(), originOf(c.req.url)))
  })
  app.all('/docs', methodNotAllowed('GET'))
}

/** Nothing may be loaded or run; only this style sheet applies, known by its hash. */
async function contentSecurityPolicy(style: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
