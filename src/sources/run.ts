// One run of a source from its lists to its end: which items are due, which are missing, which are gone. It knows no
// scheduler.
import { discover, type Entry } from './discover.ts'
import { createItems, FAILURES_TOLD, isFromFeed, told, UNBOUNDED, type RunDeps } from './items.ts'
import type { Run } from './source.ts'
import type { StoredItem, StoredSource } from './stored.ts'

/** So many runs in a row that did not list an item make it worth asking whether it is gone. */
const RUNS_UNLISTED = 3
const MOST_PROBES = 100

/**
 * Run a source to its end; `run` is brought up to date as it goes. Gives whether items are left over that it had no time for.
 * Throws when aborted, or when nothing can be stored.
 */
export async function runSource(
  deps: RunDeps,
  source: StoredSource,
  run: Run,
  all: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const { records } = deps
  const { fields } = source
  const began = run.started_at!
  const work = createItems(deps, source, run, signal)
  const { mayGoOn } = deps.bounds ?? UNBOUNDED
  // Noted, so that a run that is cut short leaves the rest of them to the next.
  if (all) await records.allDue(source.id)
  const found = await discover(
    { ...deps, storedList: async (url) => (all ? null : records.storedList(source.id, url)) },
    fields,
    signal,
  )
  run.problems.push(...found.problems.slice(0, FAILURES_TOLD).map(told))
  if (found.failed) {
    run.state = 'failed'
    return false
  }
  await records.listed(source.id, found.entries, began)
  for (const { url } of found.lists) await records.noLonger(source.id, url, began)
  for (const list of found.same) await records.listedAsBefore(source.id, list, began)
  if (found.complete) await records.missed(source.id, began)
  // An article that a feed holds costs no request: all of them are compared.
  const { listed, items } = await records.toCheck(source.id, began, work.stamp(), fields.kind === 'feed')
  run.counts.listed = listed
  const entries = new Map(found.entries.map((entry) => [entry.url, entry]))
  const due = items.filter(
    (item) => fields.kind !== 'feed' || isDue(item, entries.get(item.url), work.stamp()),
  )
  run.counts.unchanged = listed - due.length
  const held = await records.held(source.id, due.map(({ url }) => url)) // prettier-ignore
  let left = due.length
  for (const item of due) {
    signal.throwIfAborted()
    if (!mayGoOn()) break
    left -= 1
    await work.check(item, entries.get(item.url), held.get(item.url))
  }
  if (left > 0) work.leave(left)
  await work.flush()
  for (const item of await records.unlisted(source.id, RUNS_UNLISTED, work.stamp(), MOST_PROBES)) {
    signal.throwIfAborted()
    if (!mayGoOn()) break
    if (/^https?:/.test(item.url)) await work.probe(item)
  }
  await work.flush()
  await work.removeGone()
  // An item whose article only a feed holds can be tried again only when the feed is read again.
  const mayKeep = fields.kind !== 'feed' || (run.counts.failed === 0 && run.counts.waiting === 0)
  if (mayKeep) await records.putLists(source.id, found.lists)
  run.state = 'done'
  return left > 0
}

function isDue({ url, hash, next_check_at }: StoredItem, entry: Entry | undefined, now: string): boolean {
  if (entry?.draft !== undefined) return true
  // The feed has not changed: neither have the articles that it holds, nor can what has no page be asked for.
  if (entry === undefined && (isFromFeed(hash) || !/^https?:/.test(url))) return false
  return (next_check_at ?? '') <= now
}
