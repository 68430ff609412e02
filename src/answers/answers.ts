// The service of stored answers: reading them again, feedback, the list of questions, groups and their status.
import type { AnswerService, Feedback, Page, QuestionGroup, StoredAnswer } from '../answer-contract.ts'
import type { Article } from '../article.ts'
import type { Citation } from '../contract.ts'
import { AppError } from '../errors.ts'
import { toOpaque } from '../opaque.ts'
import { keyOfCursor } from './cursor.ts'
import { CSV_HEAD, csvLine, jsonLine } from './export.ts'
import type { ReportUsage } from '../usage-contract.ts'
import type { AnswerStore, Key } from './sql-answers.ts'

interface Deps {
  store: AnswerStore
  article(id: string): Promise<Article | null>
  /** Stores what waits: an answer can be read as soon as it was given. */
  flush(): Promise<void>
  /** Puts what waits into groups, as far as it soon can. */
  group(): Promise<void>
  usage: ReportUsage
  now?: () => Date
}

const EXPORTED_AT_ONCE = 500
const MOST_EXAMPLES = 5

/** The service over a store. */
export function createAnswers(deps: Deps): AnswerService {
  const { store, article, flush, group, usage, now = () => new Date() } = deps
  const revisions = async (ids: Iterable<string>): Promise<Map<string, number | null>> => {
    const found = new Map<string, number | null>()
    for (const id of ids) if (!found.has(id)) found.set(id, (await article(id))?.revision ?? null)
    return found
  }

  return {
    answer: async (id) => {
      await flush()
      const found = await store.reply(id)
      if (found === null) return null
      const { reply, at, channel, feedback } = found
      const all = [reply.citations, ...reply.alternatives.map(({ citations }) => citations)].flat()
      const current = await revisions(all.map((citation) => citation.article.id))
      const checked = (citations: Citation[]): StoredAnswer['citations'] =>
        citations.map((citation) => {
          const revision = current.get(citation.article.id) ?? null
          const changed = revision !== citation.article.revision
          return { ...citation, changed, current_revision: revision }
        })
      return {
        ...reply,
        citations: checked(reply.citations),
        alternatives: reply.alternatives.map((one) => ({ ...one, citations: checked(one.citations) })),
        stored_at: new Date(at).toISOString(),
        channel,
        feedback,
      }
    },

    rate: async (id, feedback) => {
      await flush()
      const at = now()
      if (!(await store.rate(id, feedback, at.getTime()))) return null
      const { rating, reason = null, comment = null } = feedback
      return { rating, reason, comment, at: at.toISOString() } satisfies Feedback
    },

    unrate: async (id) => {
      await flush()
      return store.rate(id, null, 0)
    },

    questions: async (filter, limit, cursor) => {
      const after = keyOfCursor(cursor, ['number', 'string'])
      await flush()
      const found = await store.questions(filter, limit + 1, after)
      return page(found, limit, ({ at, id }) => [Date.parse(at), id])
    },

    exported: async function* exported(filter, format) {
      await flush()
      const line = format === 'csv' ? csvLine : jsonLine
      if (format === 'csv') yield CSV_HEAD
      let after: Key | null = null
      for (;;) {
        const found = await store.questions(filter, EXPORTED_AT_ONCE, after)
        if (found.length > 0) yield found.map(line).join('')
        const last = found.at(-1)
        if (last === undefined || found.length < EXPORTED_AT_ONCE) return
        after = [Date.parse(last.at), last.id]
      }
    },

    groups: async (filter, limit, cursor) => {
      const after = keyOfCursor(cursor, ['number', 'number', 'string'])
      await flush()
      await group()
      const found = await store.groups(filter, limit + 1, after)
      const { items, next_cursor } = page(found, limit, ({ count, last_asked_at, id }) => [
        count,
        Date.parse(last_asked_at),
        id,
      ])
      const shown: QuestionGroup[] = []
      for (const one of items) shown.push({ ...one, ...(await store.shownOf(one.id, MOST_EXAMPLES)) })
      return { items: shown, next_cursor }
    },

    usage,

    mark: async (id, status, note) => {
      await flush()
      const at = now()
      return (await store.mark(id, { status, note }, at.getTime()))
        ? { id, status, note, at: at.toISOString() }
        : null
    },
  }
}

/** The service when no answers are kept: it says so. */
export function noAnswers(): AnswerService {
  const refuse = async (): Promise<never> => off()
  return {
    answer: refuse,
    rate: refuse,
    unrate: refuse,
    questions: refuse,
    exported: off,
    groups: refuse,
    usage: refuse,
    mark: refuse,
  }
}

function off(): never {
  throw new AppError(
    'answers_off',
    404,
    'answers are not kept here; to keep them set TOUWEN_ANSWERS_DAYS to 1 or more',
  )
}

// `found` holds one more than the page when there is a next one.
function page<T>(found: T[], limit: number, keyOf: (item: T) => Key): Page<T> {
  const items = found.slice(0, limit)
  return { items, next_cursor: found.length > limit ? toOpaque(keyOf(items.at(-1)!)) : null }
}
