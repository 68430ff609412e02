// Runs a job in a process of its own, so that what it holds in memory is its own.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Built } from './built.ts'
import type { Rate } from './ingest-rate.ts'
import type { Served } from './phases.ts'
import type { Asked } from './questions.ts'
import type { SystemName } from './systems.ts'

interface Common {
  system: SystemName
  floatModel: string
  directory: string
}

export type BuildRequest = Common & { kind: 'build'; file: string; articles: number }
export type ServeRequest = Common & { kind: 'serve'; asked: Asked }
export type RateRequest = { kind: 'rate'; file: string; articles: number; directory: string }
export type Job = BuildRequest | ServeRequest | RateRequest
export type JobReply = { result: unknown } | { error: string }

export interface RunJob {
  (job: BuildRequest): Promise<Built>
  (job: ServeRequest): Promise<Served>
  (job: RateRequest): Promise<Rate>
}

/** Run a job. Rejects with what the child says, or with how it ended. */
export const runJob = ((job: Job) =>
  new Promise<unknown>((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      // JSON has no NaN.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let reply: JobReply | null = null
    child.once('message', (message: JobReply) => {
      reply = message
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      const name = job.kind === 'rate' ? 'the ingest rate' : `${job.kind} of ${job.system}`
      if (reply === null) reject(new Error(`${name} ended without a result (${signal ?? `code ${code}`})`))
      else if ('error' in reply) reject(new Error(`${name}: ${reply.error}`))
      else resolve(reply.result)
    })
    child.send(job)
  })) as RunJob
