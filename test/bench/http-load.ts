// A measuring client over real sockets: keep-alive connections that each send the next request when they have the last reply.
import { connect, type Socket } from 'node:net'

export interface LoadOptions {
  port: number
  path: string
  connections: number
  /** Requests in all. */
  requests: number
}

/** Requests per second. Throws when a reply is not 200 or a connection breaks. */
export async function load({ port, path, connections, requests }: LoadOptions): Promise<number> {
  const head = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  let left = requests
  const take = (): boolean => left-- > 0
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, () => drive(port, head, take)))
  return requests / ((performance.now() - began) / 1000)
}

function drive(port: number, head: Buffer, take: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const send = (): void => {
      if (take()) socket.write(head)
      else socket.end(() => resolve())
    }
    socket.once('error', reject)
    readReplies(socket, send, reject)
    socket.once('connect', send)
  })
}

// Only what our own server sends: a status line, headers with a length, a body.
function readReplies(socket: Socket, next: () => void, fail: (error: Error) => void): void {
  let pending = Buffer.alloc(0)
  let wanted = -1
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    if (wanted === -1) {
      const end = pending.indexOf('\r\n\r\n')
      if (end === -1) return
      const head = pending.toString('latin1', 0, end)
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
      if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
        fail(new Error(`not the expected reply: ${head}`))
        return
      }
      wanted = end + 4 + Number(length)
    }
    if (pending.length < wanted) return
    pending = pending.subarray(wanted)
    wanted = -1
    next()
  })
}
