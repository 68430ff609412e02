// A site on this machine that behaves as each test wants: well, or badly.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

type Handler =
  Reply | string | ((request: IncomingMessage, response: ServerResponse) => Reply | string | void)

export interface Site {
  /** Without a slash at its end. */
  url: string
  port: number
  /** By path with its query; what is not there is answered with 404. */
  pages: Map<string, Handler>
  /** The paths that were asked for, in order. */
  asked: string[]
  requests: { path: string; headers: IncomingMessage['headers']; connection: number }[]
  /** Most requests that were in work at once. */
  mostOpen(): number
  close(): Promise<void>
}

/** Start it on a free port of 127.0.0.1. */
export async function startSite(): Promise<Site> {
  const pages = new Map<string, Handler>()
  const asked: string[] = []
  const requests: Site['requests'] = []
  const open = new Set<object>()
  let most = 0
  let connections = 0
  const numbers = new WeakMap<object, number>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    open.add(response)
    most = Math.max(most, open.size)
    response.on('close', () => open.delete(response))
    requests.push({ path, headers: request.headers, connection: numbers.get(request.socket) ?? 0 })
    const handler = pages.get(path) ?? { status: 404, body: 'nothing here' }
    const reply = typeof handler === 'function' ? handler(request, response) : handler
    if (reply === undefined) return
    const { status = 200, headers = {}, body = '' } = typeof reply === 'string' ? { body: reply } : reply
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(body)
  })
  server.on('connection', (socket) => {
    connections += 1
    numbers.set(socket, connections)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pages,
    asked,
    requests,
    mostOpen: () => most,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A sitemap of these addresses. */
export function urlset(urls: readonly string[]): string {
  return `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`
}

/** A page of an article with the furniture of a portal around it. */
export function articlePage(title: string, ...paragraphs: string[]): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_青禾开发区</title></head><body>
<div class="header"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/hd">互动交流</a></div>
<div class="article"><h1>${title}</h1><div class="info">发布时间：2026-03-04 来源：青禾日报</div>
<div class="content">${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
<p>青禾开发区欢迎您来投资兴业，服务专线全天开通。</p></div></div>
<div class="footer">主办单位：青禾开发区管委会 技术支持：青禾信息中心</div></body></html>`
}

/** A text of its own for each number, long enough to be an article. */
export function paragraphs(n: number, change = ''): string[] {
  return [
    `第${n}号项目日前在青禾开发区正式签约，计划总投资${n + 3}亿元，占地约${n * 10 + 50}亩${change}。`,
    `该项目由第${n}机械公司投资建设，建成后预计年产值可达${n + 7}亿元，带动就业${n * 100 + 200}人。`,
    `开发区有关负责人表示，第${n}号项目将在三个月内开工，力争明年年底前投产见效。`,
  ]
}
