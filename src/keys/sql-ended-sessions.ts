// Sessions of the console that were signed out: remembered until no ticket of theirs could hold any longer. All SQL of it,
// over the Sql port; every server on the same records knows at once, also after a restart.
import type { Sql } from '../store/sql.ts'

export interface EndedSessions {
  /** Whether a session was signed out. */
  has(id: string): Promise<boolean>
  /** Remember it until `until` (ms since 1970), and forget those whose time is over. `id`: of letters, digits and “-”. */
  add(id: string, until: number): Promise<void>
}

const NAME = 'console.ended:'

/** Over a database with the schema `records`. */
export function createEndedSessions(sql: Sql, now: () => Date = () => new Date()): EndedSessions {
  return {
    has: async (id) => (await sql.all('SELECT 1 FROM records WHERE name = ?', [NAME + id])).length > 0,
    add: async (id, until) => {
      await sql.batch([
        {
          // A range of names, so that the index of names finds them (“;” comes next to “:”).
          sql: "DELETE FROM records WHERE name >= 'console.ended:' AND name < 'console.ended;' AND CAST(value AS INTEGER) <= ?",
          args: [now().getTime()],
        },
        {
          sql: 'INSERT INTO records (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          args: [NAME + id, String(until)],
        },
      ])
    },
  }
}
