// GET /llms.txt: what the service is and how it is called, for language models (llmstxt.org).
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiDocument } from './api-document.ts'
import { curlOf, originOf } from './curl.ts'
import type { AppEnv } from './deps.ts'
import { anchorOf } from './docs-page.ts'
import { methodNotAllowed } from './problem.ts'

/** Serve the text over the description. */
export function llmsRoutes(app: OpenAPIHono<AppEnv>, description: () => ApiDocument): void {
  app.get('/llms.txt', (c) => {
    c.header('Cache-Control', 'no-cache')
    return c.text(llmsText(description(), originOf(c.req.url)), 200, {
      'Content-Type': 'text/markdown; charset=utf-8',
    })
  })
  app.all('/llms.txt', methodNotAllowed('GET'))
}

// --- Internal helpers ---

function llmsText(api: ApiDocument, origin: string): string {
  const [lead = '', ...details] = api.info.description.split('\n\n')
  const sections = api.tags.map(({ name }) => `## ${name}\n\n${lines(api, origin, name).join('\n')}`)
  const links = [
    `- [OpenAPI](${origin}/openapi.json): every operation with its schemas`,
    `- [Reference](${origin}/docs): the same for people`,
  ]
  if ('/mcp' in api.paths)
    links.unshift(
      `- [MCP](${origin}/mcp): the tools search, ask and get_article over Streamable HTTP, for programs that speak the Model Context Protocol`,
    )
  return [`# ${api.info.title}`, `> ${lead}`, ...details, ...sections, `## Reference\n\n${links.join('\n')}`]
    .join('\n\n')
    .concat('\n')
}

function lines(api: ApiDocument, origin: string, tag: string): string[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags[0] === tag)
      .map(([method, operation]) => {
        const link = `[${method.toUpperCase()} ${path}](${origin}/docs#${anchorOf(method, path)})`
        return `- ${link}: ${operation.summary ?? ''}. \`${curlOf(origin, method, path, operation, api)}\``
      }),
  )
}
