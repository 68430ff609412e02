// Values that a service makes once and keeps under a name, such as a salt. Over the Sql port, in the schema `records`.
import type { Sql } from './sql.ts'

/** The value of a name; made and kept when there is none. The first of several processes wins. */
export async function keptValue(sql: Sql, name: string, make: () => string): Promise<string> {
  await sql.batch([
    { sql: 'INSERT INTO records (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING', args: [name, make()] },
  ])
  const [row] = await sql.all(`SELECT ${sql.textColumn('value')} AS value FROM records WHERE name = ?`, [
    name,
  ])
  const value = row?.['value']
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}
