// Requests that Node turns down before the application sees them: what is no HTTP, too long a head, too slow a client. They
// get a problem, an id and a log record like all others.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { STATUS_CODES } from 'node:http'
import { AppError } from '../errors.ts'
import { SECURITY_HEADERS } from './exchange.ts'
import { problemOf } from './problem.ts'

/** Of a request that never reached the application: no more is known of it than why. */
export interface Rejection {
  time: string
  level: 'warn' | 'error'
  event: 'rejected'
  request_id: string
  status: number
  code: string
  error?: string
}

export interface Rejecting {
  /** Makes a request id. */
  id: () => string
  /** Hears of each. */
  rejected?: (rejection: Rejection) => void
}

const KNOWN: Readonly<Record<string, [code: string, status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    431,
    'the request line and headers are too long; send fewer or shorter ones',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['body_too_large', 413, 'the extensions of a chunk are too long; send none'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request_timeout',
    408,
    'the request was not complete in time; send it again at once',
  ],
}
const MALFORMED = [
  'bad_request',
  400,
  'the request is not valid HTTP/1.1; check its first line, headers and length',
] as const

/** Answer with problems what the server would turn down in its own way. */
export function answerRejections(server: Server, { id, rejected }: Rejecting): void {
  const inWork = new WeakMap<Socket, ServerResponse>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    inWork.set(request.socket, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = inWork.get(socket)
    const replying = response !== undefined && response.headersSent && !response.writableFinished
    // A reset, or a reply under way: whatever were written now would stand in the middle of it.
    if (error.code === 'ECONNRESET' || !socket.writable || replying) {
      socket.destroy(error)
      return
    }
    const [code, status, detail] = KNOWN[error.code ?? ''] ?? MALFORMED
    const { head, body, rejection } = rejectionOf(new AppError(code, status, detail), id())
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines(head)}\r\n${body}`)
    rejected?.(rejection)
  })
  // Without a listener Node answers 417 with nothing.
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const error = new AppError(
      'expectation_failed',
      417,
      'only “Expect: 100-continue” is understood; leave it out',
    )
    const { head, body, rejection } = rejectionOf(error, id())
    response.writeHead(417, head).end(body)
    rejected?.(rejection)
  })
}

/** The reply to a request that could not be taken, and what is logged of it. `thrown` of its own is a fault of the server. */
export function rejectionOf(thrown: unknown, requestId: string) {
  const problem = problemOf(thrown, requestId)
  const body = JSON.stringify(problem)
  const rejection: Rejection = {
    time: new Date().toISOString(),
    level: problem.status >= 500 ? 'error' : 'warn',
    event: 'rejected',
    request_id: requestId,
    status: problem.status,
    code: problem.code,
    ...(problem.status >= 500 && thrown instanceof Error ? { error: thrown.stack ?? thrown.message } : {}),
  }
  const head: Record<string, string> = {
    ...SECURITY_HEADERS,
    'x-request-id': requestId,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-length': String(new TextEncoder().encode(body).length),
    connection: 'close',
  }
  return { head, body, rejection }
}

function lines(head: Record<string, string>): string {
  return Object.entries(head)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
}
