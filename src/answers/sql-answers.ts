// All SQL of stored answers, their feedback, and groups of questions. It maps rows; it decides nothing.
import type {
  Feedback,
  FeedbackRequest,
  GroupsFilter,
  QuestionFilter,
  QuestionRecord,
  Status,
} from '../answer-contract.ts'
import type { Filters } from '../article.ts'
import type { Answer, Nearest } from '../contract.ts'
import { keptValue } from '../store/kept.ts'
import type { Sql, SqlValue, Statement } from '../store/sql.ts'
import { comparable } from '../text.ts'
import {
  feedbackOf,
  groupOf,
  memberOf,
  optional,
  questionOf,
  text,
  type GroupRow,
  type Member,
} from './answer-rows.ts'

/** An answer about to be stored. */
export interface NewRecord {
  answer: Answer
  /** Milliseconds since 1970. */
  at: number
  channel: string
  key: string | null
  conversation: string | null
  filters: Filters | null
}

/** Where a list goes on: behind these values of its order. */
export type Key = (string | number)[]

export type AnswerStore = ReturnType<typeof createAnswerStore>

const TEXTS =
  'id channel key_id conversation question standalone asked_at filters outcome reason answer pin_id rating feedback_reason comment group_id'.split(
    ' ',
  )
/** What a group is made of. */
const GROUPABLE = "(outcome = 'refused' OR rating = 'down')"
const DAY = 86_400_000

/** Stored answers over a database. */
export function createAnswerStore(sql: Sql) {
  const column = (name: string): string => `${sql.textColumn(name)} AS ${name.slice(name.indexOf('.') + 1)}`
  const questionColumns = `${TEXTS.map((name) => column(`a.${name}`)).join(', ')}, a.at, a.confidence, a.rated_at,
    coalesce(a.status, g.status, 'open') AS status, ${sql.textColumn('coalesce(a.note, g.note)')} AS note`
  const memberColumns = `${['a.id', 'a.group_id', 'a.standalone', 'a.asked_at', 'a.filters'].map(column).join(', ')}, a.vector`

  return {
    /** Store answers in one transaction; one that is there already is left as it is. */
    async insert(records: NewRecord[]): Promise<void> {
      if (records.length > 0) await sql.batch(records.map(insertion))
    },

    /** The reply as it was given, with how it was asked and rated; null when there is none. */
    async reply(
      id: string,
    ): Promise<{ reply: Answer; at: number; channel: string; feedback: Feedback | null } | null> {
      const columns = ['reply', 'channel', 'rating', 'feedback_reason', 'comment'].map(column).join(', ')
      const [row] = await sql.all(`SELECT at, rated_at, ${columns} FROM answers WHERE id = ?`, [id])
      if (row === undefined) return null
      const reply = JSON.parse(text(row, 'reply')) as Answer
      return { reply, at: Number(row['at']), channel: text(row, 'channel'), feedback: feedbackOf(row) }
    },

    /** False when there is no such answer. `null` takes the feedback away. */
    async rate(id: string, feedback: FeedbackRequest | null, at: number): Promise<boolean> {
      const [rows] = await sql.batch([
        {
          sql: 'UPDATE answers SET rating = ?, feedback_reason = ?, comment = ?, rated_at = ? WHERE id = ? RETURNING 1',
          args:
            feedback === null
              ? [null, null, null, null, id]
              : [feedback.rating, feedback.reason ?? null, feedback.comment ?? null, at, id],
        },
      ])
      return rows!.length > 0
    },

    /** Newest first, from behind `after` (time, id). */
    async questions(filter: QuestionFilter, limit: number, after: Key | null): Promise<QuestionRecord[]> {
      const { where, args } = conditions(filter)
      if (after !== null) {
        where.push('(a.at, a.id) < (?, ?)')
        args.push(...after)
      }
      const rows = await sql.all(
        `SELECT ${questionColumns} FROM answers a LEFT JOIN question_groups g ON g.id = a.group_id
         WHERE ${where.join(' AND ')} ORDER BY a.at DESC, a.id DESC LIMIT ?`,
        [...args, limit],
      )
      return rows.map(questionOf)
    },

    /** Most asked first, from behind `after` (count, time of the last, id). Times are those of members within the filter. */
    async groups(filter: GroupsFilter, limit: number, after: Key | null): Promise<GroupRow[]> {
      const { where, args } = conditions({ from: filter.from, to: filter.to })
      const having = ['TRUE']
      const more: SqlValue[] = []
      if (filter.status !== undefined) {
        having.push('g.status = ?')
        more.push(filter.status)
      }
      if (filter.text !== undefined) {
        having.push('sum(instr(a.plain, ?) > 0) > 0')
        more.push(comparable(filter.text))
      }
      if (after !== null) {
        having.push('(count(*), max(a.at), g.id) < (?, ?, ?)')
        more.push(...after)
      }
      const rows = await sql.all(
        `SELECT ${column('g.id')}, ${column('g.status')}, ${column('g.note')}, g.status_at, count(*) AS count,
           sum(a.outcome = 'refused') AS refused, sum(coalesce(a.rating, '') = 'down') AS down,
           sum(a.at > coalesce(g.status_at, a.at)) AS since, min(a.at) AS first, max(a.at) AS last,
           (SELECT ${sql.textColumn('m.standalone')} FROM answers m WHERE m.group_id = g.id ORDER BY m.at, m.id LIMIT 1) AS question
         FROM answers a JOIN question_groups g ON g.id = a.group_id
         WHERE ${where.join(' AND ')} AND ${GROUPABLE} GROUP BY g.id HAVING ${having.join(' AND ')}
         ORDER BY count DESC, last DESC, g.id DESC LIMIT ?`,
        [...args, ...more, limit],
      )
      return rows.map(groupOf)
    },

    /** The latest wordings of a group, each once, and the article nearest to its latest refusal. */
    async shownOf(group: string, most: number): Promise<{ examples: string[]; nearest: Nearest | null }> {
      const rows = await sql.all(
        `SELECT ${column('question')}, ${column('nearest')} FROM answers WHERE group_id = ? AND ${GROUPABLE}
         ORDER BY at DESC, id DESC LIMIT 50`,
        [group],
      )
      const examples = [...new Set(rows.map((row) => text(row, 'question')))].slice(0, most)
      const found = rows.map((row) => optional(row, 'nearest')).find((nearest) => nearest !== null)
      return { examples, nearest: found === undefined ? null : (JSON.parse(found) as Nearest) }
    },

    /** False when there is neither a question nor a group of this id. */
    async mark(id: string, { status, note }: Pick<Status, 'status' | 'note'>, at: number): Promise<boolean> {
      const set = 'SET status = ?, note = ?, status_at = ? WHERE id = ? RETURNING 1'
      const args = [status, note, at, id]
      const results = await sql.batch([
        { sql: `UPDATE answers ${set}`, args },
        { sql: `UPDATE question_groups ${set}`, args },
      ])
      return results.some((rows) => rows.length > 0)
    },

    /** The oldest questions that are to be grouped and are not. */
    async ungrouped(limit: number): Promise<Member[]> {
      const rows = await sql.all(
        `SELECT ${memberColumns} FROM answers a WHERE a.group_id IS NULL AND ${GROUPABLE} ORDER BY a.at, a.id LIMIT ?`,
        [limit],
      )
      return rows.map(memberOf)
    },

    /** The first member of each group, of the groups asked last. */
    async leaders(limit: number): Promise<Member[]> {
      const rows = await sql.all(
        `SELECT ${memberColumns} FROM (
           SELECT group_id, min(at) AS first FROM answers WHERE group_id IS NOT NULL
           GROUP BY group_id ORDER BY max(at) DESC, group_id LIMIT ?
         ) f JOIN answers a ON a.group_id = f.group_id AND a.at = f.first ORDER BY a.at, a.id`,
        [limit],
      )
      // Two members may have come in the same millisecond.
      const first = new Map<string, Member>()
      for (const member of rows.map(memberOf)) if (!first.has(member.group!)) first.set(member.group!, member)
      return [...first.values()]
    },

    /** Put a question into a group, which is made when it is new. */
    async join(id: string, group: string, vector: Float32Array): Promise<void> {
      await sql.batch([
        { sql: "INSERT INTO question_groups (id, status) VALUES (?, 'open') ON CONFLICT DO NOTHING", args: [group] },
        { sql: 'UPDATE answers SET group_id = ?, vector = ? WHERE id = ?', args: [group, vector.slice().buffer as ArrayBuffer, id] },
      ]) // prettier-ignore
    },

    /** Remove at most `limit` answers from before a time, and groups that nobody is in any more; how many answers. */
    async purge(before: number, limit: number): Promise<number> {
      const [gone] = await sql.batch([
        {
          sql: 'DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE at < ? ORDER BY at LIMIT ?) RETURNING 1',
          args: [before, limit],
        },
        {
          sql: 'DELETE FROM question_groups WHERE id NOT IN (SELECT group_id FROM answers WHERE group_id IS NOT NULL)',
        },
      ])
      return gone!.length
    },

    /** A value kept under a name, made and kept when there is none. */
    kept: (name: string, make: () => string): Promise<string> => keptValue(sql, name, make),

    /** Forget all vectors when they are of another model. */
    async ofModel(id: string): Promise<void> {
      const name = 'answers.embedder'
      if ((await keptValue(sql, name, () => id)) === id) return
      await sql.batch([
        { sql: 'UPDATE answers SET vector = NULL WHERE vector IS NOT NULL' },
        { sql: 'UPDATE records SET value = ? WHERE name = ?', args: [id, name] },
      ])
    },
  }
}

function insertion({ answer, at, channel, key, conversation, filters }: NewRecord): Statement {
  const { id, question, standalone_question: standalone, asked_at, outcome, refusal, confidence } = answer
  const values: Record<string, SqlValue> = {
    id,
    at,
    channel,
    key_id: key,
    conversation,
    question,
    standalone,
    plain: comparable(standalone),
    asked_at,
    filters: filters === null ? null : sorted(filters),
    outcome,
    reason: refusal?.reason ?? null,
    answer: answer.answer === null ? null : answer.answer.toWellFormed().replaceAll('\0', ''),
    confidence,
    pin_id: answer.pinned?.id ?? null,
    nearest: refusal?.nearest[0] === undefined ? null : JSON.stringify(refusal.nearest[0]),
    reply: JSON.stringify(answer),
  }
  const names = Object.keys(values)
  return {
    sql: `INSERT INTO answers (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
    args: Object.values(values),
  }
}

// Equal filters as equal text: groups compare them.
function sorted(filters: Filters): string {
  return JSON.stringify(Object.fromEntries(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))))
}

function conditions(filter: Partial<Record<keyof QuestionFilter, string | undefined>>): {
  where: string[]
  args: SqlValue[]
} {
  const where = ['TRUE']
  const args: SqlValue[] = []
  const add = (sql: string, ...values: SqlValue[]): void => {
    where.push(sql)
    args.push(...values)
  }
  const { outcome, rating, reason, from, to, text: words, channel, status, group } = filter
  if (outcome !== undefined) add('a.outcome = ?', outcome)
  if (rating === 'none') add('a.rating IS NULL')
  else if (rating !== undefined) add('a.rating = ?', rating)
  if (reason !== undefined) add('(a.reason = ? OR a.feedback_reason = ?)', reason, reason)
  if (from !== undefined) add('a.at >= ?', Date.parse(from))
  // A day counts to its end.
  if (to !== undefined) add('a.at <= ?', Date.parse(to) + (to.length === 10 ? DAY - 1 : 0))
  if (words !== undefined) add('instr(a.plain, ?) > 0', comparable(words))
  if (channel !== undefined) add('a.channel = ?', channel)
  if (status !== undefined) add("coalesce(a.status, g.status, 'open') = ?", status)
  if (group !== undefined) add(`a.group_id = ? AND ${GROUPABLE}`, group)
  return { where, args }
}
