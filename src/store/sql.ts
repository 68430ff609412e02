// Port below the store: what it needs of a SQLite-like database. Structural, so that libsql and Cloudflare D1 both fit.

/** A value bound or read. Binary values are ArrayBuffers both ways. */
export type SqlValue = string | number | null | ArrayBuffer

/** A row by column name. */
export type SqlRow = Record<string, SqlValue>

/** At most 100 arguments and 100 kB of text: the limits of D1. */
export interface Statement {
  sql: string
  args?: SqlValue[]
}

export interface Sql {
  /** The rows of one statement, in its order. */
  all(sql: string, args?: SqlValue[]): Promise<SqlRow[]>
  /** Run all statements in one transaction, all or none; the rows that each returned. */
  batch(statements: Statement[]): Promise<SqlRow[][]>
  /** The SQL by which a text column is to be selected: as it is, or as its UTF-8 bytes where the client needs that. */
  textColumn(column: string): string
  /** Release files and connections. Closing twice is allowed. */
  close(): Promise<void>
}
