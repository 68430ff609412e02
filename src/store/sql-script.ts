// Sql executor that runs nothing: it writes down what is to be run, for a database that only another program reaches.
import { hex } from '../bytes.ts'
import type { Sql, SqlValue, Statement } from './sql.ts'

export interface SqlScript extends Sql {
  /** The statements so far as SQL, a line each. */
  text(): string
}

/** An empty script. Whatever is asked has no rows. */
export function createSqlScript(): SqlScript {
  const lines: string[] = []
  const note = ({ sql, args = [] }: Statement): void => {
    let at = 0
    // Only the statement's own white space: that of a value is part of it.
    const statement = sql.replace(/\s+/g, ' ').trim()
    lines.push(`${statement.replaceAll('?', () => literal(args[at++] ?? null))};\n`)
  }
  return {
    all: async (sql, args) => {
      note({ sql, ...(args && { args }) })
      return []
    },
    batch: async (statements) => {
      statements.forEach(note)
      return statements.map(() => [])
    },
    textColumn: (column) => column,
    close: async () => undefined,
    text: () => lines.join(''),
  }
}

// --- Internal helpers ---

function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return `X'${hex(new Uint8Array(value))}'`
}
