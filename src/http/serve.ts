// The application on a Node server: listening, slow clients, and an end that lets answers in work finish.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { AppError, InputError, messageOf } from '../errors.ts'
import { SECURITY_HEADERS } from './exchange.ts'
import { problemOf } from './problem.ts'

export interface ListenOptions {
  host: string
  /** 0: any free one. */
  port: number
  /** How long answers in work may take after `close`, in ms. Default 10 s. */
  graceMs?: number
  /** How long a client may take to send its headers, and its whole request, in ms. Default 10 s and 30 s. */
  headersTimeoutMs?: number
  requestTimeoutMs?: number
}

export interface Listening {
  /** Where a client on this machine reaches it, without a trailing slash. */
  url: string
  port: number
  /** Stop accepting, let what is in work finish, cut off what takes longer than the grace. */
  close(): Promise<void>
}

/** Serve an application. Throws `InputError` when the address cannot be had. */
export async function listen(
  app: { fetch(request: Request, env?: unknown): Response | Promise<Response> },
  options: ListenOptions,
): Promise<Listening> {
  const { host, port, graceMs = 10_000, headersTimeoutMs = 10_000, requestTimeoutMs = 30_000 } = options
  const timeouts = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // How often Node looks for the two above; its own 30 s would let a slow client stay four times as long.
    connectionsCheckingInterval: Math.min(headersTimeoutMs, 2000),
    keepAliveTimeout: 5000,
  }
  const listener = getRequestListener((request, env) => app.fetch(request, env), { errorHandler: malformed })
  const server = createServer(timeouts, listener)
  // A client that neither sends nor reads; longer than the longest answer.
  server.setTimeout(120_000)
  await bind(server, host, port)
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://${shownHost(host)}:${bound}`, port: bound, close: graceful(server, graceMs) }
}

/** The address at the other end of the connection, from what an application served by `listen` is given; null: not known. */
export function socketAddress(_request: Request, env: unknown): string | null {
  const { incoming } = (env ?? {}) as { incoming?: IncomingMessage }
  return incoming?.socket.remoteAddress ?? null
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(unavailable(error, host, port)))
    server.listen(port, host, resolve)
  })
}

function unavailable(error: NodeJS.ErrnoException, host: string, port: number): InputError {
  const at = `${host}:${port}`
  const facts: Record<string, string> = {
    EADDRINUSE: `${at} is in use by another program; stop it, or choose another port with --port or PORT`,
    EACCES: `this user may not listen on ${at}; choose a port from 1024 with --port or PORT`,
    EADDRNOTAVAIL: `${host} is no address of this machine; choose one with --host or HOST, such as 127.0.0.1`,
    ENOTFOUND: `the host name ${host} is not known; choose an address with --host or HOST, such as 127.0.0.1`,
  }
  const fact = facts[error.code ?? ''] ?? `cannot listen on ${at}: ${messageOf(error)}; check HOST and PORT`
  return new InputError(fact, { code: 'address_unavailable', cause: error })
}

function graceful(server: Server, graceMs: number): () => Promise<void> {
  let closing: Promise<void> | null = null
  // Before the application's own listener, which may answer at once.
  server.prependListener('request', (_request, response) => {
    if (closing !== null) response.setHeader('Connection', 'close')
    // A connection that was answering when `close` came would be kept alive for its next request.
    response.once('close', () => {
      if (closing !== null) setImmediate(() => server.closeIdleConnections())
    })
  })
  return () => {
    closing ??= new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), graceMs)
      server.close(() => {
        clearTimeout(cut)
        resolve()
      })
    })
    return closing
  }
}

// What never reaches the application: a request without a valid Host, say.
function malformed(error: unknown): Response {
  const requestId = crypto.randomUUID()
  const known =
    error instanceof Error && error.name === 'RequestError'
      ? new AppError('bad_request', 400, 'the request is malformed; check its Host header and path')
      : error
  const problem = problemOf(known, requestId)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'application/problem+json', 'X-Request-Id': requestId },
  })
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
