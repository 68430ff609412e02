// JSONL: one article a line. The text is kept unchanged and the id is kept; a bad line is reported by its
// number and the others are kept.
import { z } from 'zod'
import { messageOf } from '../errors.ts'
import { readDay } from './dates.ts'
import { newDraft, type ParseItem } from './draft.ts'
import { MAX_ARTICLE_BYTES } from './kinds.ts'

const optionalText = z.string().nullish()

const lineSchema = z.object({
  id: z.union([z.string().min(1).max(512), z.number()]).nullish(),
  title: optionalText,
  date: optionalText,
  /** The name that `touwen read --json` and the HTTP reply use. */
  published_at: optionalText,
  source: optionalText,
  zone: optionalText,
  region: optionalText,
  url: optionalText,
  text: z.string(),
})

/** What has been read of a file that comes in parts. */
export interface JsonlState {
  /** Lines before the next one. */
  line: number
  seen: Map<string, { text: string; line: number; warnings: string[] }>
}

/** Nothing has been read. */
export function beginJsonl(): JsonlState {
  return { line: 0, seen: new Map() }
}

/**
 * The articles of a JSONL file, or of its next part, in order. `warnings` is what is known of the decoding; `state`
 * goes from part to part, each of whole lines.
 */
export function* readJsonl(
  path: string,
  text: string,
  warnings: readonly string[],
  state: JsonlState = beginJsonl(),
): Generator<ParseItem> {
  const { seen } = state
  let start = 0
  while (start < text.length) {
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop
    const raw = text.slice(start, end).trim()
    start = end + 1
    state.line += 1
    const { line } = state
    if (raw === '') continue
    const item = readLine(path, line, raw)
    if ('draft' in item) {
      const { draft } = item
      if (raw.includes('\ufffd')) draft.warnings.push(...warnings)
      const earlier = draft.id === null ? undefined : seen.get(draft.id)
      if (earlier !== undefined && draft.id !== null) {
        if (earlier.text !== draft.text) {
          yield problem(
            path,
            line,
            `id “${draft.id}” was given to another text in line ${earlier.line}`,
            'give each article its own id',
          )
        } else {
          earlier.warnings.push(`line ${line} repeats this article; the repeat was skipped`)
        }
        continue
      }
      if (draft.id !== null) seen.set(draft.id, { text: draft.text, line, warnings: draft.warnings })
    }
    yield item
  }
}

function readLine(path: string, line: number, raw: string): ParseItem {
  // The length in UTF-16 units bounds the bytes from below and, times three, from above.
  if (raw.length * 3 > MAX_ARTICLE_BYTES && new TextEncoder().encode(raw).length > MAX_ARTICLE_BYTES) {
    return problem(path, line, `the line has more than ${MAX_ARTICLE_BYTES} bytes`, 'split the article')
  }
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    return problem(path, line, `not JSON: ${messageOf(error).slice(0, 160)}`, 'write one JSON object a line')
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) {
    const facts = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
    return problem(
      path,
      line,
      facts.join('; '),
      'write {"id"?, "title"?, "date"?, "source"?, "zone"?, "region"?, "url"?, "text"}',
    )
  }
  const fields = parsed.data
  if (fields.text.trim() === '')
    return problem(path, line, 'text is empty', 'give the text or remove the line')
  const date = nonEmpty(fields.date) ?? nonEmpty(fields.published_at)
  const day = date === null ? null : (readDay(date)?.day ?? null)
  if (date !== null && day === null) {
    return problem(
      path,
      line,
      `date “${date.slice(0, 60)}” is not a day that exists`,
      'write it like 2022-03-04',
    )
  }
  return {
    line,
    draft: newDraft({
      id: fields.id === null || fields.id === undefined ? null : String(fields.id),
      title: nonEmpty(fields.title),
      published_at: day,
      source: nonEmpty(fields.source),
      zone: nonEmpty(fields.zone),
      region: nonEmpty(fields.region),
      url: nonEmpty(fields.url),
      text: fields.text,
    }),
  }
}

function nonEmpty(value: string | null | undefined): string | null {
  const trimmed = value?.trim()
  return trimmed === undefined || trimmed === '' ? null : trimmed
}

function problem(path: string, line: number, fact: string, remedy: string): ParseItem {
  return { error: { path, line, fact, remedy } }
}
