// The application on a Node server: listening, slow clients, and an end that lets answers in work finish.
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  ServerResponse,
} from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { AppError, InputError, messageOf } from '../errors.ts'
import { answerRejections, rejectionOf, type Rejecting } from './rejections.ts'

export interface ListenOptions extends Partial<Rejecting> {
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
  const rejecting = { id: () => crypto.randomUUID(), ...options }
  const settings = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // How often Node looks for the two above; its own 30 s would let a slow client stay four times as long.
    connectionsCheckingInterval: Math.min(headersTimeoutMs, 2000),
    keepAliveTimeout: 5000,
    // Node's own answer to a request without one is bare.
    requireHostHeader: false,
    // (Node's types want a class that fits any request)
    ServerResponse: Reply as unknown as typeof ServerResponse,
  }
  const listener = getRequestListener(
    (request, env) => {
      const { own } = env.outgoing as unknown as Reply
      return app.fetch(request, Object.assign(env, { replyHeaders: own }))
    },
    { errorHandler: (error) => malformed(error, rejecting) },
  )
  const server = createServer(settings, listener)
  answerRejections(server, rejecting)
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

/** How often connections that have become idle are looked for while the server ends, in ms. */
const SWEEP_MS = 25

function graceful(server: Server, graceMs: number): () => Promise<void> {
  let closing: Promise<void> | null = null
  return () => {
    closing ??= new Promise((resolve) => {
      // Before the application's own listener, which may answer at once.
      server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'))
      // A connection that is answering now would be kept alive for its next request.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
      const cut = setTimeout(() => server.closeAllConnections(), graceMs)
      server.close(() => {
        clearInterval(sweep)
        clearTimeout(cut)
        resolve()
      })
    })
    return closing
  }
}

// A reply with headers of its own beside those it is given; the latter go before.
class Reply extends ServerResponse<IncomingMessage> {
  readonly own: Record<string, unknown> = {}

  override writeHead(status: number, ...rest: unknown[]): this {
    const { own } = this
    const given = rest.at(-1)
    // Copying both into a third object would take longer than all the rest of it.
    if (typeof given === 'object' && given !== null) {
      for (const name in given) own[name] = (given as Record<string, unknown>)[name]
    }
    return super.writeHead(status, own as OutgoingHttpHeaders)
  }
}

// What never reaches the application: a request without a valid Host, say.
function malformed(error: unknown, { id, rejected }: Rejecting): Response {
  const known =
    error instanceof Error && error.name === 'RequestError'
      ? new AppError('bad_request', 400, 'the request is malformed; check its Host header and path')
      : error
  const { head, body, rejection } = rejectionOf(known, id())
  rejected?.(rejection)
  return new Response(body, { status: rejection.status, headers: head })
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
