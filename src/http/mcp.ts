// POST /mcp: the Model Context Protocol over Streamable HTTP. Nothing is kept between requests; each has one reply in JSON.
import { createRoute, z } from '@hono/zod-openapi'
import { ForbiddenError, InputError, UnauthorizedError } from '../errors.ts'
import type { Principal } from '../keys/principal.ts'
import { jsonBody } from './body.ts'
import { createCancels } from './mcp-cancels.ts'
import type { AppDeps } from './deps.ts'
import { createGate } from './gate.ts'
import { registerArticles, registerTools, type ToolContext } from './mcp-tools.ts'
import { fromPages } from './origin.ts'
import { clientGone, noteOf, problemOf } from './problem.ts'
import { createRouter, problems, untyped } from './router.ts'
import { heldTo } from './within.ts'

const messageSchema = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.number()]).optional().describe('Absent: a notification'),
    method: z.string().optional(),
    params: z.looseObject({}).optional(),
  })
  .meta({ id: 'JsonRpcMessage', description: 'A message of JSON-RPC 2.0.' })
const bodySchema = z.union([messageSchema, z.array(messageSchema).min(1).max(20)])
type Message = z.infer<typeof messageSchema>
const replySchema = messageSchema
  .extend({
    id: z
      .union([z.string(), z.number()])
      .nullish()
      .describe('Of the request; null where that could not be told'),
  })
  .meta({ id: 'JsonRpcReply', description: 'A reply of JSON-RPC 2.0.' })

const json = { 'application/json': { schema: z.union([replySchema, z.array(replySchema)]) } }
const { 400: unreadable, ...others } = problems(400, 401, 403, 413, 415, 422, 429)

const mcpRoute = createRoute({
  method: 'post',
  path: '/mcp',
  tags: ['Programs'],
  summary: 'The Model Context Protocol: tools search, ask and get_article',
  description:
    'Streamable HTTP without server-sent events: each request is answered in JSON. A list of messages may hold one `tools/call`. What a tool fails with is a result with `isError`. Pages of other origins than the client’s own machine must be allowed by the server.',
  // Which scope is needed is the tool's affair.
  security: [{}, { bearer: ['ask'] }, { bearer: ['search'] }],
  middleware: jsonBody(),
  request: { body: { required: true, content: { 'application/json': { schema: bodySchema } } } },
  responses: {
    200: { description: 'The replies to the requests', content: json },
    202: { description: 'Taken; there is nothing to reply, or the request was cancelled' },
    400: {
      description: 'The message or its protocol version is not valid',
      content: { ...json, ...unreadable.content },
    },
    406: { description: 'Accept must name application/json and text/event-stream', content: json },
    ...others,
  },
})

/** The routes of the protocol. */
export function mcpRoutes(deps: Pick<AppDeps, 'ask' | 'search' | 'article' | 'maxInFlight' | 'mcpPages'>) {
  const { maxInFlight = 24, mcpPages = () => false } = deps
  const questions = createGate(maxInFlight, 'questions')
  const searches = createGate(maxInFlight, 'searches')
  const cancels = createCancels()
  const router = createRouter()
  router.use('/mcp', fromPages(mcpPages))
  return router.openapi(mcpRoute, async (c) => {
    const { scopes, id: keyId } = c.var.principal
    checkScopes(c.var.principal)
    const { ask, search, article } = heldTo(c.get('principal'), deps)
    const body = c.req.valid('json')
    const messages = [body].flat()
    checkCalls(messages)
    const given = c.req.header('Mcp-Session-Id')
    const session = given === undefined ? null : `${keyId ?? ''} ${given}`
    const { signal, cancelled, done } = cancels.begin(session, messages)
    const { McpServer, ResourceTemplate, Transport, jsonSchemaValidator } = await loadSdk()
    const server = new McpServer(SERVER, { instructions: INSTRUCTIONS, jsonSchemaValidator })
    const together = AbortSignal.any([signal, c.req.raw.signal])
    const context: ToolContext = {
      ask: (request, aborted) => questions(() => ask(request, aborted, { channel: 'mcp', key: keyId })),
      search: (request, aborted) => searches(() => search(request, aborted)),
      article,
      scopes,
      signal: together,
      answered: ({ outcome }) => c.set('note', { outcome }),
      failed: (error) => {
        if (together.aborted) return 'cancelled: the client cancelled the request'
        const problem = problemOf(error, c.var.requestId)
        c.set('note', noteOf(error, problem))
        return `${problem.code}: ${problem.detail}`
      },
    }
    registerTools(server, context)
    registerArticles(server, new ResourceTemplate('touwen://articles/{id}', { list: undefined }), context)
    const transport = new Transport({ enableJsonResponse: true })
    try {
      await server.connect(transport as Parameters<typeof server.connect>[0])
      const handled = transport.handleRequest(c.req.raw, { parsedBody: body })
      const response = await Promise.race([handled, cancelled])
      if (c.req.raw.signal.aborted) throw clientGone(null)
      c.header('Cache-Control', 'no-store')
      if (response === null) return untyped(c.body(null, 202))
      // It names the client's later requests, so that one can cancel another; it opens nothing.
      if (messages.some(({ method }) => method === 'initialize'))
        c.header('Mcp-Session-Id', crypto.randomUUID())
      const type = response.headers.get('Content-Type')
      const status = response.status as 200
      const text = await response.text()
      // Nothing has no type either.
      if (text === '') return untyped(c.body(null, status))
      return untyped(c.body(text, status, type === null ? {} : { 'Content-Type': type }))
    } finally {
      done()
      await server.close()
    }
  })
}

// --- Internal helpers ---

const SERVER = { name: 'touwen', title: '投问 TouWen', version: '1' }
const INSTRUCTIONS =
  'Chinese investment news. Use `ask` for a question with a definite answer, `search` for passages on a subject, and `get_article` for the text around a citation. Quote figures only as cited, and name title and date of the source. A refusal means that the news does not say.'

function checkScopes({ id, scopes }: Principal): void {
  if (scopes.has('ask') || scopes.has('search')) return
  const needed = 'a key with the scope “ask” or “search”'
  if (id === null) throw new UnauthorizedError(`this needs ${needed}; send it as Authorization: Bearer`)
  throw new ForbiddenError(`the key may not do this; use ${needed}`)
}

/** Limits count requests: one request is one piece of work. */
function checkCalls(messages: Message[]): void {
  const calls = messages.filter(({ method }) => method === 'tools/call')
  if (calls.length > 1)
    throw new InputError(`the list holds ${calls.length} calls of tools; send each in a request of its own`)
}

let sdk: Promise<Awaited<ReturnType<typeof importSdk>>> | null = null

// Half a second that a server without such clients need not spend.
function loadSdk() {
  sdk ??= importSdk()
  return sdk
}

async function importSdk() {
  const [
    { McpServer, ResourceTemplate },
    { WebStandardStreamableHTTPServerTransport: Transport },
    validation,
  ] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/mcp.js'),
    import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    import('@modelcontextprotocol/sdk/validation/ajv'),
  ])
  // One for all: each server would make its own, in a millisecond, and never use it.
  const jsonSchemaValidator = new validation.AjvJsonSchemaValidator()
  return { McpServer, ResourceTemplate, Transport, jsonSchemaValidator }
}
