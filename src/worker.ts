// The Worker: what Cloudflare calls. It opens the application with the first request and keeps it.
import { waitUntil } from 'cloudflare:workers'
import counts from '../data/models/term-counts-zh/counts.tsv'
import { problemOf } from './http/problem.ts'
import { AppError } from './errors.ts'
import { parseTermCounts, type TermCounts } from './terms.ts'
import type { MessageBatch } from './worker-queue.ts'
import { openEdgeApp, type Bindings, type EdgeApp } from './worker-app.ts'

let language: TermCounts | null = null
let opened: EdgeApp | null = null

// What is kept is the application, never its opening: a promise of one request must not be waited for by another.
async function appOf(env: Bindings): Promise<EdgeApp> {
  opened ??= await openEdgeApp(env, {
    waitUntil,
    language: () => (language ??= parseTermCounts(counts)),
  })
  return opened
}

export default {
  async fetch(request: Request, env: Bindings): Promise<Response> {
    try {
      return await (await appOf(env)).fetch(request)
    } catch (error) {
      return unopened(error)
    }
  },
  async scheduled({ cron }: { cron: string }, env: Bindings): Promise<void> {
    await (await appOf(env)).tend(cron)
  },
  async queue(batch: MessageBatch, env: Bindings): Promise<void> {
    await (await appOf(env)).deliver(batch)
  },
}

// Here is no file and no process to keep quiet of: whoever deploys is told the remedy.
function unopened(error: unknown): Response {
  const told = error instanceof AppError ? new AppError(error.code, 503, error.message) : error
  const problem = problemOf(told, crypto.randomUUID())
  console.error(JSON.stringify({ level: 'error', event: 'not_opened', error: String(error) }))
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '10', 'Cache-Control': 'no-store' },
  })
}
