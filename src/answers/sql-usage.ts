// All SQL of the usage report, over what triggers keep of each answer. It counts; what is made of the counts is not its concern.
import type { Count } from '../article-contract.ts'
import type { Sql, SqlRow, SqlValue } from '../store/sql.ts'
import type { Usage, UsageTotals } from '../usage-contract.ts'
import { optional, text } from './answer-rows.ts'

/** Answers from one moment until before another (ms since 1970), of one channel or of all. */
export interface Span {
  from: number
  until: number
  channel: string | undefined
}

export type UsageStore = ReturnType<typeof createUsageStore>

const TOTALS = ['answered', 'refused', 'conflicting', 'up', 'down'] as const
const SUMS = TOTALS.map(
  (name) => `sum(${name === 'up' || name === 'down' ? 'rating' : 'outcome'} = '${name}') AS ${name}`,
).join(', ')

/** The counts over a database with the schema `records`. */
export function createUsageStore(sql: Sql) {
  return {
    totals: async (span: Span): Promise<UsageTotals> => {
      const { where, args } = within(span)
      const [row] = await sql.all(`SELECT ${SUMS} FROM answer_usage WHERE ${where}`, args)
      return totalsOf(row!)
    },

    /** The same, and how long each answer took, in ms and in no order. */
    timed: async (span: Span): Promise<{ totals: UsageTotals; ms: number[] }> => {
      const { where, args } = within(span)
      // One text instead of a row for each answer: a tenth of the time.
      const [row] = await sql.all(
        `SELECT ${SUMS}, ${sql.textColumn('json_group_array(ms) FILTER (WHERE ms IS NOT NULL)')} AS ms
         FROM answer_usage WHERE ${where}`,
        args,
      )
      return { totals: totalsOf(row!), ms: JSON.parse(text(row!, 'ms')) as number[] }
    },

    /** Answers by channel or by zone, most first; those without one are left out. */
    most: async (column: 'channel' | 'zone', span: Span, limit: number): Promise<Count[]> => {
      const { where, args } = within(span, '+')
      const rows = await sql.all(
        `SELECT ${sql.textColumn(column)} AS value, count(*) AS count
         FROM answer_usage INDEXED BY answer_usage_${column}
         WHERE ${where} AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY count DESC, ${column} LIMIT ?`,
        [...args, limit],
      )
      return rows.map((row) => ({ value: text(row, 'value'), count: Number(row['count']) }))
    },

    /**
     * What was asked most: wordings, those of one group as one. A wording is in a group when any of its answers in the span
     * is, be it only that one was refused.
     */
    asked: async (span: Span, limit: number): Promise<Usage['questions']> => {
      const { where, args } = within(span, '+')
      const worded = `SELECT asked, count(*) AS count, max(at) AS at, max(group_id) AS member
        FROM answer_usage INDEXED BY answer_usage_asked WHERE ${where} GROUP BY asked`
      const columns = `count, at, ${sql.textColumn('asked')} AS asked, ${sql.textColumn('member')} AS member`
      // Apart, since most are in no group, and only the few that are have to be sorted. With one `max`, `asked` is that of its
      // row (https://sqlite.org/lang_select.html#bareagg).
      const alone = await sql.all(
        `SELECT ${columns} FROM (${worded} HAVING max(group_id) IS NULL) ORDER BY count DESC, at DESC LIMIT ?`,
        [...args, limit],
      )
      const grouped = await sql.all(
        `SELECT ${columns} FROM (
           SELECT sum(count) AS count, max(at) AS at, asked, member FROM (${worded} HAVING max(group_id) IS NOT NULL)
           GROUP BY member
         ) ORDER BY count DESC, at DESC LIMIT ?`,
        [...args, limit],
      )
      const first = [...alone, ...grouped].map(askedOf).sort(byCount).slice(0, limit)
      const shown: Usage['questions'] = []
      for (const { asked, at, count, group } of first) {
        const [row] = await sql.all(
          `SELECT ${sql.textColumn('standalone')} AS standalone, ${sql.textColumn('outcome')} AS outcome
           FROM answers WHERE at = ? AND plain = ? ORDER BY id LIMIT 1`,
          [at, asked],
        )
        // Removed since it was counted.
        if (row === undefined) continue
        shown.push({
          question: text(row, 'standalone'),
          count,
          outcome: text(row, 'outcome') as Usage['questions'][number]['outcome'],
          last_asked_at: new Date(at).toISOString(),
          group_id: group,
        })
      }
      return shown
    },
  }
}

// --- Internal helpers ---

interface Asked {
  asked: string
  count: number
  at: number
  group: string | null
}

function askedOf(row: SqlRow): Asked {
  const [count, at] = [Number(row['count']), Number(row['at'])]
  return { asked: text(row, 'asked'), count, at, group: optional(row, 'member') }
}

function byCount(a: Asked, b: Asked): number {
  return b.count - a.count || b.at - a.at
}

// `+` keeps SQLite from looking times up where another order is wanted.
function within({ from, until, channel }: Span, plus = ''): { where: string; args: SqlValue[] } {
  const where = `${plus}at >= ? AND ${plus}at < ?`
  return channel === undefined
    ? { where, args: [from, until] }
    : { where: `${where} AND ${plus}channel = ?`, args: [from, until, channel] }
}

// A sum of nothing is null.
function totalsOf(row: SqlRow): UsageTotals {
  const entries = TOTALS.map((name) => [name, Number(row[name] ?? 0)] as const)
  return Object.fromEntries(entries) as unknown as UsageTotals
}
