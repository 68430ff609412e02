// The tools of the Model Context Protocol: search, ask, get_article. What they take and give are the schemas of the contract.
import type { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { articleSchema, type Article, type ArticleMeta } from '../article.ts'
import {
  answerSchema,
  askRequestSchema,
  searchRequestSchema,
  searchResponseSchema,
  type Answer,
  type SearchResponse,
} from '../contract.ts'
import { ForbiddenError, NotFoundError } from '../errors.ts'
import type { Scope } from '../keys/principal.ts'
import type { AppDeps } from './deps.ts'

/** What one call may use. */
export interface ToolContext extends Pick<AppDeps, 'ask' | 'search' | 'article'> {
  scopes: ReadonlySet<Scope>
  /** Aborted when the client cancels or goes away. */
  signal: AbortSignal
  /** Told of every failure; gives what the client is told. */
  failed(error: unknown): string
  answered(answer: Answer): void
}

// The root of a tool's schema has no name: clients want its type there, not a reference.
const searchInput = z.strictObject(searchRequestSchema.shape)
const found = z.object(searchResponseSchema.shape)
const answered = z.object(answerSchema.shape)
const stored = z.object(articleSchema.shape)
const { question, asked_at, history, filters, top_k } = askRequestSchema.shape
const askInput = z.strictObject({ question, asked_at, history, filters, top_k })
const articleInput = z.strictObject({
  id: z.string().min(1).describe('The id of an article, from a search or a citation'),
  revision: z.number().int().min(1).optional().describe('An older revision; absent: the current one'),
})

const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }

/** Give a server its tools, and the articles as resources. */
export function registerTools(server: McpServer, context: ToolContext): void {
  const { ask, search, signal } = context
  server.registerTool(
    'search',
    {
      title: 'Search the news',
      description:
        'Find passages of the indexed Chinese investment news that are nearest to a query (Chinese or English). Gives exact passages with their article and offsets; makes no answer.',
      inputSchema: searchInput,
      outputSchema: found,
      annotations: READ_ONLY,
    },
    (request) =>
      result(context, 'search', async () => {
        const response = found.parse(await search(request, signal))
        return [response, searchText(response)]
      }),
  )
  server.registerTool(
    'ask',
    {
      title: 'Ask the news',
      description:
        'Answer one question from the indexed Chinese investment news: a short answer with the exact sentences it was cut from, or a refusal when the news does not say. Only cited sentences are given as fact; do not add figures of your own.',
      inputSchema: askInput,
      outputSchema: answered,
      annotations: READ_ONLY,
    },
    (request) =>
      result(context, 'ask', async () => {
        const answer = answered.parse(await ask(request, signal))
        context.answered(answer)
        return [answer, answerText(answer)]
      }),
  )
  server.registerTool(
    'get_article',
    {
      title: 'Read an article',
      description:
        'The whole stored text of one article, which the offsets of citations and passages refer to.',
      inputSchema: articleInput,
      outputSchema: stored,
      annotations: READ_ONLY,
    },
    ({ id, revision }) =>
      result(context, 'search', async () => {
        const whole = await read(context, id, revision)
        return [whole, `${headOf(whole)}\n\n${whole.text}`]
      }),
  )
}

/** Give a server the articles as resources, `touwen://articles/{id}`. */
export function registerArticles(server: McpServer, articles: ResourceTemplate, context: ToolContext): void {
  server.registerResource(
    'article',
    articles,
    { title: 'An article', description: 'The stored text of one article', mimeType: 'text/plain' },
    async (uri, { id }) => {
      if (!context.scopes.has('search')) throw forbidden('search')
      const { text } = await read(context, decodeURIComponent(String(id)))
      return { contents: [{ uri: uri.href, mimeType: 'text/plain', text }] }
    },
  )
}

// --- Internal helpers ---

const forbidden = (scope: Scope): ForbiddenError =>
  new ForbiddenError(`the key may not do this; use one with the scope “${scope}”`)

async function read({ article }: ToolContext, id: string, revision?: number): Promise<Article> {
  const whole = await article(id, revision)
  if (whole === null)
    throw new NotFoundError(`there is no article “${id.slice(0, 100)}”; take an id from a search`)
  return stored.parse(whole)
}

/** The result of a tool; what goes wrong is a result too, which the model can read. */
async function result(
  { scopes, failed }: ToolContext,
  scope: Scope,
  work: () => Promise<[structured: object, text: string]>,
): Promise<CallToolResult> {
  try {
    if (!scopes.has(scope)) throw forbidden(scope)
    const [structured, text] = await work()
    return { structuredContent: { ...structured }, content: [{ type: 'text', text }] }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: failed(error) }] }
  }
}

function headOf({ title, published_at, source, zone, url }: ArticleMeta): string {
  return [title, published_at, source, zone, url].filter((part) => part !== null).join(' · ')
}

function searchText({ hits }: SearchResponse): string {
  if (hits.length === 0) return '没有找到相近的段落。'
  return hits
    .map(
      ({ article, start, end, text }, i) =>
        `${i + 1}. ${headOf(article)}\n[${article.id} ${start}–${end}]\n${text}`,
    )
    .join('\n\n')
}

function answerText({ answer, text, notes, citations, refusal, alternatives }: Answer): string {
  const nearest = (refusal?.nearest ?? []).map(({ article, quote }) => `- ${headOf(article)}\n  ${quote}`)
  const sources = citations.map(
    ({ index, article, start, end }) => `[${index}] ${headOf(article)} [${article.id} ${start}–${end}]`,
  )
  const others = alternatives.map((other) => `- ${other.answer}`)
  return [
    answer,
    refusal === null ? text : refusal.message,
    ...notes,
    listed('出处：', sources),
    listed('其他说法：', others),
    listed('相近的报道：', nearest),
  ]
    .filter((part) => part !== null && part !== '')
    .join('\n\n')
}

function listed(head: string, lines: string[]): string {
  return lines.length === 0 ? '' : [head, ...lines].join('\n')
}
