// What would be indexed of files, and why: the reading of ingest, without an index and without a model.
import { FIELD_NAMES, type ReadArticle, type ReadFailure, type Why } from '../reading.ts'
import { collect } from './collect-paths.ts'
import type { Collected } from './collect.ts'
import { deriveTitle } from './title.ts'
import type { Trace } from './trace.ts'

export interface ReadRequest {
  paths: readonly string[]
  /** Explain each field and each line that was left out. */
  why?: boolean
}

export interface ReadResult {
  /** The articles in the order of the paths, then what could not be read. */
  items: (ReadArticle | ReadFailure)[]
  /** Files in the given directories that are no articles. */
  skipped: { path: string; reason: string }[]
}

/** Read files and directories (“-”: standard input) as ingest does. Nothing is thrown for a bad file. */
export async function readArticles({ paths, why = false }: ReadRequest): Promise<ReadResult> {
  const { articles, failed, skipped } = await collect(paths, { keepNotes: why })
  const items: (ReadArticle | ReadFailure)[] = articles.map((one) => articleOf(one, why))
  for (const { path, line, fact, remedy } of failed) {
    items.push({ file: path, ...(line === undefined ? {} : { line }), error: { fact, remedy } })
  }
  // A file given by its name is meant to be read.
  for (const { path, reason } of skipped) {
    if (paths.includes(path))
      items.push({ file: path, error: { fact: reason, remedy: 'give a file of a known kind' } })
  }
  return { items, skipped: skipped.filter(({ path }) => !paths.includes(path)) }
}

function articleOf({ paths, draft, trace, same }: Collected, why: boolean): ReadArticle {
  const [file = '', ...parts] = paths
  // The title of an article that brings none is made as it is for the index.
  const title = draft.title ?? deriveTitle(draft.text)
  const again = same.map((path) => `${path} holds the same article and is not indexed again`)
  return {
    file,
    ...(parts.length === 0 ? {} : { parts }),
    id: draft.id,
    title,
    published_at: draft.published_at,
    source: draft.source,
    author: trace.author,
    zone: draft.zone,
    region: draft.region,
    url: draft.url,
    encoding: trace.encoding?.name ?? null,
    encoding_from: trace.encoding?.from ?? null,
    text: draft.text,
    warnings: [...draft.warnings, ...again],
    ...(why ? { why: whyOf(trace) } : {}),
  }
}

function whyOf({ fields, body, dropped, site }: Trace): Why {
  return {
    fields: Object.fromEntries(FIELD_NAMES.map((name) => [name, fields.get(name) ?? []])) as Why['fields'],
    body,
    dropped,
    site,
  }
}
