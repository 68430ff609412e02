// Composition of the service on Node: what surrounds the engine when it is served. With `node.ts` and `worker.ts` the only
// places that name adapters.
import { join, resolve } from 'node:path'
import { openAnswers } from './answers/open.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { messageOf } from './errors.ts'
import type { AppDeps } from './http/deps.ts'
import { openSqlite } from './store/sqlite.ts'

export interface Service {
  /** All that the HTTP face needs. */
  deps: AppDeps
  /** Ends its work and releases its files; the engine stays open. */
  close(): Promise<void>
}

/** Open what the service records beside the index (`records.sqlite`), and put it around the engine. */
export async function openService(config: Config, engine: Engine): Promise<Service> {
  const records = await openSqlite(join(resolve(config.index), 'records.sqlite'), { schema: 'records' })
  const { ask, stream, answers, pins, close } = openAnswers({
    sql: records,
    engine,
    days: config.answersDays,
    onFailure: logFailure,
  })
  const served: Engine = { ...engine, ask, stream }
  return {
    deps: { ...served, answers, pins },
    close: async () => {
      await close()
      await records.close()
    },
  }
}

// As the log of requests: one JSON line on stderr, without the text of a question.
function logFailure(event: string, error: unknown): void {
  const record = { time: new Date().toISOString(), level: 'error', event, error: messageOf(error) }
  process.stderr.write(`${JSON.stringify(record)}\n`)
}
