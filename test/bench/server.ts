// A real `touwen serve` in a process of its own, and questions to it over kept connections.
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { request, type Agent } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../src/cli/launch.mjs', import.meta.url))
const READY_WITHIN_MS = 120_000
const POLL_MS = 10

export interface Server {
  url: string
  pid: number
  /** From its start to the first 200 of /readyz, in milliseconds. */
  readyMs: number
  close(): Promise<void>
}

/** Start a server with the defaults on a free port and wait for /readyz. Its log goes to a file in `work`. */
export async function startServer(index: string, work: string, agent: Agent): Promise<Server> {
  const logFile = join(work, 'serve.log')
  const log = openSync(logFile, 'w')
  const began = performance.now()
  const args = [PROGRAM, '--index', index, 'serve', '--host', '127.0.0.1', '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', log] })
  closeSync(log)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const close = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  try {
    const url = await addressOf(child).catch(async () => {
      throw new Error(`the server did not start: ${(await readFile(logFile, 'utf8')).slice(-500)}`)
    })
    while ((await send(`${url}/readyz`, agent)).status !== 200) {
      if (performance.now() - began > READY_WITHIN_MS)
        throw new Error(`/readyz is not 200 after 120 s, see ${logFile}`)
      await setTimeout(POLL_MS)
    }
    return { url, pid: child.pid!, readyMs: performance.now() - began, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)
    if (url !== null) return url[0]
  }
  throw new Error('it ended')
}

export interface Reply {
  status: number
  body: string
}

/** GET, or POST with a body of JSON. */
export function send(url: string, agent: Agent, body?: object): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request(
      url,
      { agent, method, headers: { 'Content-Type': 'application/json' } },
      (response) => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (part: string) => {
            text += part
          })
          .once('end', () => resolve({ status: response.statusCode!, body: text }))
          .once('error', reject)
      },
    )
    sent.once('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
