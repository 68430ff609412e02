// The items of one run: asked for, read together, judged, stored and noted. A failure is an item's own and never
// content; its last good article stays.
import type { Draft } from '../article.ts'
import { sha256HexOf } from '../sha256.ts'
import { endingOf, isArticleType } from './content-type.ts'
import type { Entry } from './discover.ts'
import { headTitle, noContent } from './not-content.ts'
import type { PoliteGet } from './polite.ts'
import type { DocumentReader, Intake, Refusal, WebDocument } from './reader.ts'
import type { SourceRecords } from './sql-sources.ts'
import type { ItemFailure, Run } from './source.ts'
import type { StoredItem, StoredSource } from './stored.ts'
import { failedAgain, nextCheck } from './when.ts'

export interface RunDeps {
  records: SourceRecords
  fetch: PoliteGet
  reader: DocumentReader
  intake: Intake
  now: () => Date
  /** Default: a run takes what it likes. */
  bounds?: RunBounds
}

export interface RunBounds {
  /** Documents read together, so that they help one another, and how many bytes of them are held. */
  batch: number
  batchBytes: number
  /** Whether one more item may be asked for; the rest is left to the next run. */
  mayGoOn(): boolean
}

/** Where a run takes all that is due. */
export const UNBOUNDED: RunBounds = { batch: 40, batchBytes: 16 * 1024 * 1024, mayGoOn: () => true }

const MAX_BYTES = 30 * 1024 * 1024
/** Items noted together. */
const BATCH = 40
/** How many failures, and problems of lists, a run tells of. */
export const FAILURES_TOLD = 20
/** How a hash begins that is of a feed's text and not of a page. */
const FROM_FEED = 'feed:'
/** The same short text at so many addresses is the site's way of saying something else. */
const SAME_TEXT = 3
const SHORT_TEXT = 600

interface Fresh {
  item: StoredItem
  document: WebDocument
  /** What a page was asked for; null for an article that a feed holds. */
  pageTitle: string | null
  html: string | null
  next: Pick<StoredItem, 'hash' | 'etag' | 'last_modified'>
}

/** The items of a run of a source. */
export function createItems(deps: RunDeps, source: StoredSource, run: Run, signal: AbortSignal) {
  const { records, fetch, reader, intake, now, bounds = UNBOUNDED } = deps
  const { fields } = source
  const stamp = (): string => now().toISOString()
  let fresh: Fresh[] = []
  let bytes = 0
  let changed: StoredItem[] = []
  const texts = new Map<string, Set<string>>()

  const fail = (item: StoredItem, { fact, remedy }: Refusal): void => {
    run.counts.failed += 1
    const failure = told({ url: item.url, fact, remedy })
    if (run.failed.length < FAILURES_TOLD) run.failed.push(failure)
    changed.push({
      ...item,
      ...failedAgain(item, now()),
      state: 'failed',
      fact: failure.fact,
      remedy: failure.remedy,
    })
  }

  const same = (item: StoredItem, next: Partial<StoredItem> = {}): void => {
    run.counts.unchanged += 1
    changed.push({
      ...item,
      ...settled(item),
      ...next,
      state: 'unchanged',
      next_check_at: nextCheck(item, now()),
    })
  }

  const settled = (item: StoredItem): Partial<StoredItem> => ({
    checked_at: stamp(),
    fetched_lastmod: item.lastmod,
    failures: 0,
    fact: null,
    remedy: null,
    gone_at: null,
  })

  const wait = (item: StoredItem, { fact, remedy, afterMs }: Refusal & { afterMs: number }): void => {
    run.counts.waiting += 1
    if (run.counts.waiting === 1) run.problems.push(told({ url: item.url, fact, remedy }))
    changed.push({ ...item, fact, remedy, next_check_at: new Date(now().getTime() + afterMs).toISOString() })
  }

  const add = async (one: Fresh): Promise<void> => {
    fresh.push(one)
    bytes += one.document.bytes.length
    if (fresh.length >= bounds.batch || bytes >= bounds.batchBytes) await flush()
  }

  /** Ask for an item and, if it has changed, put it with those to be read. */
  const check = async (
    item: StoredItem,
    entry: Entry | undefined,
    heldAs: string | undefined,
  ): Promise<void> => {
    // Another source has the same address: its article is kept up to date there.
    if (heldAs !== undefined) return same({ ...item, article_id: item.article_id ?? null })
    if (entry?.error !== undefined) return fail(item, entry.error)
    if (entry?.draft !== undefined) return fromFeed(item, entry.draft)
    const reply = await ask(item)
    if (reply.kind === 'unchanged') return same(item)
    if (reply.kind === 'later') return wait(item, reply)
    if (reply.kind === 'failed') return fail(item, reply)
    if (reply.kind === 'missing') {
      const fact = `the source lists it, but it is not there (${reply.status})`
      return fail(item, { fact, remedy: 'tell the operator of the site' })
    }
    return arrived(item, reply)
  }

  const ask = (item: StoredItem) =>
    fetch({
      url: item.url,
      // What never gave an article is not asked for conditionally.
      etag: item.hash === null ? null : item.etag,
      lastModified: item.hash === null ? null : item.last_modified,
      maxBytes: MAX_BYTES,
      accepts: isArticleType,
      signal,
    })

  const arrived = async (
    item: StoredItem,
    { url, reply }: Extract<Awaited<ReturnType<PoliteGet>>, { kind: 'fetched' }>,
  ): Promise<void> => {
    const hash = await sha256HexOf(reply.bytes)
    const next = { hash, etag: reply.etag, last_modified: reply.lastModified }
    if (hash === item.hash) return same(item, next)
    const ending = endingOf(reply.type, url)
    const decoded = ending === 'html' ? reader.text(reply.bytes, reply.charset) : null
    const html = decoded !== null && 'text' in decoded ? decoded.text : null
    const document = { url, ending, charset: reply.charset, id: item.article_id, bytes: reply.bytes }
    return add({ item, document, html, pageTitle: html === null ? null : headTitle(html), next })
  }

  const fromFeed = async (item: StoredItem, draft: Draft): Promise<void> => {
    const content = JSON.stringify([draft.title, draft.published_at, draft.text])
    const hash = FROM_FEED + (await sha256HexOf(new TextEncoder().encode(content)))
    const next = { hash, etag: null, last_modified: null }
    if (hash === item.hash) return same(item, next)
    // What a feed calls an item by must not be the id of another's article.
    const id = item.article_id ?? (draft.url === null ? `${source.id}/${item.url}`.slice(0, 500) : null)
    const [stored] = await intake.put([withDefaults({ ...draft, id })], signal)
    store(item, stored!, next)
    if (changed.length >= BATCH) await save()
  }

  const withDefaults = (draft: Draft): Draft => ({
    ...draft,
    zone: draft.zone ?? fields.zone,
    region: draft.region ?? fields.region,
    source: draft.source ?? fields.source,
  })

  const store = (
    item: StoredItem,
    stored: Awaited<ReturnType<Intake['put']>>[number],
    next: Fresh['next'],
  ): void => {
    if ('fact' in stored) return fail(item, stored)
    const { id, change } = stored
    if (change === 'unchanged') return same(item, { ...next, article_id: id, fetched_at: stamp() })
    run.counts[change] += 1
    const at = stamp()
    const done = { ...item, ...settled(item), ...next, article_id: id, fetched_at: at, changed_at: at }
    changed.push({ ...done, state: 'fetched', next_check_at: nextCheck(done, now()) })
  }

  /** Read what was fetched, judge it, and store what are articles. */
  const flush = async (): Promise<void> => {
    const batch = fresh
    fresh = []
    bytes = 0
    const sites = {
      known: (site: string) => records.site(source.id, site),
      learned: (site: Parameters<typeof records.putSite>[1]) => records.putSite(source.id, site),
    }
    const read = batch.length === 0 ? [] : await reader.read(batch.map(({ document }) => document), sites) // prettier-ignore
    for (const [i, one] of read.entries()) if ('draft' in one) note(one.draft.text, batch[i]!.document.url)
    const good: { one: Fresh; draft: Draft }[] = []
    for (const [i, one] of batch.entries()) {
      const draft = 'draft' in read[i]! ? read[i].draft : null
      const refusal = judge(one, draft) ?? ('fact' in read[i]! ? read[i] : null)
      if (refusal !== null || draft === null) fail(one.item, refusal!)
      else good.push({ one, draft: withDefaults(draft) })
    }
    const stored = good.length === 0 ? [] : await intake.put(good.map(({ draft }) => draft), signal) // prettier-ignore
    good.forEach(({ one }, i) => store(one.item, stored[i]!, one.next))
    await save()
  }

  const note = (text: string, url: string): void => {
    if (text.length < SHORT_TEXT) texts.set(text, (texts.get(text) ?? new Set()).add(url))
  }

  const judge = ({ item, document, pageTitle, html }: Fresh, draft: Draft | null): Refusal | null => {
    const text = draft?.text ?? ''
    const arrival = {
      asked: item.url,
      arrived: document.url,
      pageTitle,
      html,
      title: draft?.title ?? null,
      text,
    }
    const refusal = noContent(arrival)
    if (refusal !== null) return refusal
    const times = texts.get(text)?.size ?? 0
    if (times < SAME_TEXT) return null
    return {
      fact: `the same short text stands at ${times} addresses of the source`,
      remedy: 'check the page in a browser',
    }
  }

  /** Ask for an item that is no longer listed: 404 or 410 makes it gone, everything else leaves it as it is. */
  const probe = async (item: StoredItem): Promise<void> => {
    const reply = await ask(item)
    if (reply.kind === 'missing') {
      run.counts.gone += 1
      const at = stamp()
      changed.push({
        ...item,
        state: 'gone',
        gone_at: at,
        checked_at: at,
        next_check_at: null,
        fact: null,
        remedy: null,
      })
    } else if (reply.kind === 'fetched' && !isFromFeed(item.hash)) await arrived(item, reply)
    else if (reply.kind === 'fetched' || reply.kind === 'unchanged') same(item)
    else changed.push({ ...item, ...failedAgain(item, now()), failures: item.failures })
    if (changed.length >= BATCH) await save()
  }

  const save = async (): Promise<void> => {
    const items = changed
    changed = []
    await records.saveItems(source.id, items)
    await records.putRun(run)
  }

  /** So many items are left to the next run. */
  const leave = (count: number): void => {
    run.counts.waiting += count
    const fact = `${count} of its items wait: a run takes only so many at a time here`
    run.problems.push(told({ url: fields.url, fact, remedy: 'the next run follows at once and goes on' }))
  }

  const removeGone = async (): Promise<void> => {
    if (fields.on_gone !== 'remove') return
    // Also those that a run found which ended too early to remove them.
    const gone = await records.goneWithArticles(source.id)
    if (gone.length === 0) return
    const ids = await records.onlyHere(source.id, gone)
    await intake.remove(ids, signal)
    await records.forgetArticles(source.id, ids)
    run.counts.removed += ids.length
  }

  return { stamp, check, leave, probe, flush, removeGone }
}

/** A failure in bounds, since a run holds many. */
export function told({ url, fact, remedy }: ItemFailure): ItemFailure {
  return { url: url.slice(0, 500), fact: fact.slice(0, 300), remedy: remedy.slice(0, 300) }
}

/** Whether what was kept of an item came out of its feed. */
export function isFromFeed(hash: string | null): boolean {
  return hash?.startsWith(FROM_FEED) === true
}
