// SQLite's FTS5 with its trigram tokenizer, ranked by bm25.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient, type Client } from '@libsql/client/sqlite3'
import { ownPassages } from './passages.ts'
import type { System } from './system.ts'

const BATCH = 500

/** The system, kept as one database. */
export function createFts5(): System {
  return {
    resumable: false,
    build: async (source, directory, progress) => {
      const client = connect(directory)
      await client.execute(
        "CREATE VIRTUAL TABLE passages USING fts5(text, doc UNINDEXED, first UNINDEXED, last UNINDEXED, tokenize = 'trigram')",
      )
      const articles = await source.articles()
      let passages = 0
      for (let at = 0; at < articles.length; at += BATCH) {
        const rows = articles.slice(at, at + BATCH).flatMap(ownPassages)
        await client.batch(
          rows.map(({ text, doc, start, end }) => ({
            sql: 'INSERT INTO passages (text, doc, first, last) VALUES (?, ?, ?, ?)',
            args: [text, doc, start, end],
          })),
          'write',
        )
        passages += rows.length
        progress(Math.min(at + BATCH, articles.length), articles.length)
      }
      await client.execute("INSERT INTO passages (passages) VALUES ('optimize')")
      client.close()
      return passages
    },
    open: async (directory) => {
      const client = connect(directory)
      return {
        search: async (question, limit) => {
          const match = trigramQuery(question)
          if (match === null) return []
          const { rows } = await client.execute({
            sql: 'SELECT doc, first, last FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?',
            args: [match, limit],
          })
          return rows.map((row) => ({
            doc: String(row['doc']),
            start: Number(row['first']),
            end: Number(row['last']),
          }))
        },
        close: async () => client.close(),
      }
    },
  }
}

function connect(directory: string): Client {
  return createClient({ url: pathToFileURL(join(directory, 'passages.sqlite')).href })
}

/** Any of a question's trigrams, each as a quoted string of FTS5; null for fewer than three characters. */
export function trigramQuery(question: string): string | null {
  // NUL would end the expression within a string.
  const characters = [...question.replaceAll('\0', ' ')]
  const trigrams = characters.slice(2).map((_, i) => characters.slice(i, i + 3).join(''))
  if (trigrams.length === 0) return null
  return [...new Set(trigrams)].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' OR ')
}
