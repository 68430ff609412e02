// What the HTTP face does with sources: register, read, change, remove, run. It checks what a schema cannot.
import { InputError, NotFoundError } from '../errors.ts'
import type { Intake } from './reader.ts'
import { nextOf } from './carried-run.ts'
import { parseSelector } from './selector.ts'
import type { Item, Page, Run, Source, SourceFields, SourceService } from './source.ts'
import type { SourceRecords } from './sql-sources.ts'
import type { StoredItem, StoredSource } from './stored.ts'

/** What begins and ends runs. */
export interface Runs {
  /** The run of a source that is queued or in work, else a new one. */
  run(source: StoredSource, trigger: Run['trigger'], all?: boolean): Promise<Run>
  /** The run in work, as it stands; null: as it is recorded. */
  current(sourceId: string): Run | null
  /** End the run of a source, if there is one. */
  stop(sourceId: string): Promise<void>
  /** To be told when a source was added, or is due at another time. */
  changed(): void
}

export interface ServiceDeps {
  records: SourceRecords
  runner: Runs
  intake: Pick<Intake, 'remove'>
  /** Throws `AppError` for an address that may not be fetched; nothing is resolved. */
  checkUrl(url: string): URL
  now: () => Date
  /** Whether this process writes to the index: only then it may fetch. */
  writable: boolean
  /** Makes the part of a source's id behind `src_`. */
  id: () => string
}

const MOST_SOURCES = 1000
/** A new source is run soon after it was registered, so that its first result can be seen. */
const FIRST_RUN = 1000

/** Sources as the HTTP face sees them. */
export function createSourceService(deps: ServiceDeps): SourceService {
  const { records, runner, intake, now } = deps
  const stamp = (ms = 0): string => new Date(now().getTime() + ms).toISOString()

  const stored = async (id: string): Promise<StoredSource> => {
    const source = await records.get(id)
    if (source === null) throw new NotFoundError(`there is no source “${id.slice(0, 100)}”; take an id from the list of sources`) // prettier-ignore
    return source
  }

  const told = async (source: StoredSource): Promise<Source> => {
    const { id, fields, created_at, updated_at, next_run_at } = source
    const last_run = runner.current(id) ?? (await records.lastRun(id))
    return { id, ...fields, created_at, updated_at, next_run_at, last_run }
  }

  const change = async (before: StoredSource, fields: SourceFields): Promise<Source> => {
    const checked = checkFields(fields, deps.checkUrl)
    const { id, created_at } = before
    const keeps = before.fields.interval_minutes === checked.interval_minutes && before.fields.enabled === checked.enabled // prettier-ignore
    const next_run_at = keeps ? before.next_run_at : nextOf({ fields: checked }, stamp)
    const after = { id, fields: checked, created_at, updated_at: stamp(), next_run_at }
    // A run by the old rules must not store anything behind the new ones.
    await runner.stop(id)
    if (!(await records.update(after)))
      throw new NotFoundError(`the source “${id}” has been removed meanwhile`)
    runner.changed()
    return told(after)
  }

  return {
    async create(fields) {
      const checked = checkFields(fields, deps.checkUrl)
      if ((await records.count()) >= MOST_SOURCES) {
        throw new InputError(`there are ${MOST_SOURCES} sources already; remove one first`, {
          code: 'too_many_sources',
          status: 409,
        })
      }
      const at = stamp()
      const isScheduled = nextOf({ fields: checked }, stamp) !== null
      const next_run_at = isScheduled ? stamp(FIRST_RUN) : null
      const source = { id: `src_${deps.id()}`, fields: checked, created_at: at, updated_at: at, next_run_at }
      await records.insert(source)
      runner.changed()
      return told(source)
    },

    async list(limit, cursor) {
      const found = await records.list(limit + 1, cursor ?? '')
      const page = pageOf(found, limit, ({ id }) => id)
      return { ...page, items: await Promise.all(page.items.map(told)) }
    },

    get: async (id) => told(await stored(id)),
    replace: async (id, fields) => change(await stored(id), fields),
    patch: async (id, patch) => {
      const before = await stored(id)
      return change(before, { ...before.fields, ...withoutAbsent(patch) })
    },

    async remove(id, articles) {
      await stored(id)
      if (articles === 'remove' && !deps.writable) throw readOnly()
      await runner.stop(id)
      if (articles === 'remove') await intake.remove(await records.onlyHere(id, null))
      await records.remove(id)
    },

    async run(id, all): Promise<Run> {
      const source = await stored(id)
      if (!deps.writable) throw readOnly()
      return runner.run(source, 'request', all)
    },

    async items(id, state, limit, cursor) {
      await stored(id)
      const page = pageOf(await records.items(id, state, limit + 1, cursor ?? ''), limit, ({ url }) => url)
      return { ...page, items: page.items.map(itemOf) }
    },
  }
}

// --- Internal helpers ---

function readOnly(): InputError {
  const message = 'this server only reads the index; send this to the one that writes to it'
  return new InputError(message, { code: 'index_locked', status: 409 })
}

function checkFields(fields: SourceFields, checkUrl: (url: string) => URL): SourceFields {
  const { kind, selectors, include, exclude } = fields
  if (kind === 'list' && selectors === null) throw bad('selectors', 'is needed for a list: {"item": "…"}')
  if (kind !== 'list' && selectors !== null)
    throw bad('selectors', `is for lists only; leave it out for a ${kind}`)
  if (selectors !== null) {
    parseSelector(selectors.item, 'selectors.item')
    if (selectors.next !== null) parseSelector(selectors.next, 'selectors.next')
  }
  for (const [field, patterns] of Object.entries({ include, exclude })) {
    const stars = patterns.find((pattern) => pattern.split('*').length > 11)
    if (stars !== undefined) throw bad(field, `“${stars.slice(0, 40)}” has more than 10 stars`)
  }
  const url = checkUrl(fields.url)
  url.hash = ''
  return { ...fields, url: url.href }
}

function bad(field: string, message: string): InputError {
  return new InputError(`${field}: ${message}`, { code: 'invalid_request', fields: [{ field, message }] })
}

function withoutAbsent<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as never
}

function pageOf<T>(found: T[], limit: number, placeOf: (item: T) => string): Page<T> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next_cursor: found.length > limit && last !== undefined ? placeOf(last) : null }
}

function itemOf(item: StoredItem): Item {
  const { url, state, article_id, fact, remedy, first_seen_at, listed_at, checked_at, fetched_at, next_check_at, gone_at } = item // prettier-ignore
  return {
    url,
    state,
    article_id,
    fact,
    remedy,
    first_seen_at,
    listed_at,
    checked_at,
    fetched_at,
    next_check_at,
    gone_at,
  }
}
