// TouWen itself, with its defaults, in this process.
import { readConfig, type Config } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { openEngine } from '../../src/node.ts'
import type { System } from './system.ts'

/** How an engine is opened; tests give one over fakes. */
export type Open = (config: Config, options: { mode: 'read' | 'write' }) => Promise<Engine>

/** The system. A build that was broken off goes on when it is run again, as `touwen ingest` does. */
export function createTouwen(open: Open = openEngine): System {
  const configOf = (directory: string): Config => readConfig({ TOUWEN_INDEX: directory })
  return {
    resumable: true,
    build: async (source, directory, progress) => {
      const engine = await open(configOf(directory), { mode: 'write' })
      try {
        const { failed } = await engine.ingest([source.file], {
          onEvent: (event) => {
            if (event.kind === 'progress') progress(event.done, event.total)
          },
        })
        const [first] = failed
        if (first !== undefined) {
          throw new Error(`${first.path}:${first.line ?? ''}: ${first.fact}; ${first.remedy}`)
        }
        return (await engine.stats()).passages
      } finally {
        await engine.close()
      }
    },
    open: async (directory) => {
      const engine = await open(configOf(directory), { mode: 'read' })
      return {
        search: async (query, limit) => {
          const { hits } = await engine.search({ query, limit })
          return hits.map(({ article, start, end }) => ({ doc: article.id, start, end }))
        },
        ask: (question, askedAt) =>
          engine.ask({ question, ...(askedAt === undefined ? {} : { asked_at: askedAt }) }),
        close: () => engine.close(),
      }
    },
  }
}
