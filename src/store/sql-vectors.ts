// Reading vectors out of the tables, in pages, so that a reader never holds a whole index in memory.
import type { Sql } from './sql.ts'
import { listArg, number, text, textColumn, vectorOf } from './sql-rows.ts'

const PAGE = 256

/** Vectors of the keys that are known. */
export async function vectorsByKey(
  sql: Sql,
  keys: string[],
  dimensions: number,
): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>()
  for (let at = 0; at < keys.length; at += PAGE) {
    const rows = await sql.all(
      `SELECT ${textColumn(sql, 'embed_key')}, vector FROM vectors WHERE embed_key IN (SELECT value FROM json_each(?))`,
      [listArg(keys.slice(at, at + PAGE))],
    )
    for (const row of rows) found.set(text(row, 'embed_key'), vectorOf(row, dimensions))
  }
  return found
}

/** Vectors of these passages, or of all, in ascending id. */
export async function* vectorsOf(
  sql: Sql,
  ids: number[] | undefined,
  dimensions: number,
): AsyncGenerator<{ id: number; vector: Float32Array }> {
  if (ids) {
    const sorted = [...new Set(ids)].sort((a, b) => a - b)
    for (let at = 0; at < sorted.length; at += PAGE) {
      yield* await page('p.id IN (SELECT value FROM json_each(?))', listArg(sorted.slice(at, at + PAGE)))
    }
    return
  }
  let after = 0
  for (;;) {
    const found = await page('p.id > ?', after)
    yield* found
    if (found.length < PAGE) return
    after = found.at(-1)!.id
  }

  async function page(where: string, arg: string | number): Promise<{ id: number; vector: Float32Array }[]> {
    const rows = await sql.all(
      `SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.embed_key = p.embed_key
       WHERE ${where} ORDER BY p.id LIMIT ${PAGE}`,
      [arg],
    )
    return rows.map((row) => ({ id: number(row, 'id'), vector: vectorOf(row, dimensions) }))
  }
}
