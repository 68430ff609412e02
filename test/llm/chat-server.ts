// A real HTTP server on this machine that speaks the streaming protocol of OpenAI, as badly as a test wants.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface ChatRequest {
  path: string
  authorization: string | undefined
  body: string
}

export interface ChatServer {
  /** What TOUWEN_LLM_BASE_URL would be. */
  baseUrl: string
  requests: ChatRequest[]
  /** How often a client ended a connection before its reply was whole. */
  cutOff(): number
  close(): Promise<void>
}

/** Serves each request by the behaviour given, which writes the reply. */
export async function chatServer(
  behave: (response: ServerResponse) => void | Promise<void>,
): Promise<ChatServer> {
  const requests: ChatRequest[] = []
  let cut = 0
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    requests.push({ path: request.url ?? '', authorization: request.headers.authorization, body })
    await behave(response)
  }
  const server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) cut += 1
    })
    void serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    cutOff: () => cut,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The head of a stream of events. */
export function begin(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
}

/** One event that holds the next characters of the reply. */
export function event(content: string): string {
  const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }]
  const chunk = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

const END = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' }

/** The events that end a reply. */
export function end(response: ServerResponse): void {
  const choices = [{ index: 0, delta: {}, finish_reason: 'stop' }]
  response.end(`data: ${JSON.stringify({ ...END, choices })}\n\ndata: [DONE]\n\n`)
}

/** A well-formed reply, a few characters at a time. */
export function reply(content: string): (response: ServerResponse) => void {
  return (response) => {
    begin(response)
    for (let at = 0; at < content.length; at += 3) response.write(event(content.slice(at, at + 3)))
    end(response)
  }
}
