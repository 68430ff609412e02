// When an item is asked for again: the longer it has not changed, the later; the oftener it failed, the later.
import type { StoredItem } from './stored.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SOONEST = DAY
const LATEST = 30 * DAY
const FIRST_RETRY = 15 * MINUTE
const LAST_RETRY = 7 * DAY

/** Half as long after now as it has stayed the same, within one and thirty days; what tells its changes, after thirty. */
export function nextCheck(
  { changed_at, lastmod }: Pick<StoredItem, 'changed_at' | 'lastmod'>,
  now: Date,
): string {
  const age = changed_at === null ? 0 : now.getTime() - new Date(changed_at).getTime()
  const after = lastmod === null ? Math.min(Math.max(age / 2, SOONEST), LATEST) : LATEST
  return new Date(now.getTime() + after).toISOString()
}

/** What a failure changes in an item: tried again after 15 minutes, doubled each time up to a week. */
export function failedAgain(
  { failures }: Pick<StoredItem, 'failures'>,
  now: Date,
): Pick<StoredItem, 'failures' | 'checked_at' | 'next_check_at'> {
  const after = Math.min(FIRST_RETRY * 2 ** Math.min(failures, 20), LAST_RETRY)
  return {
    failures: failures + 1,
    checked_at: now.toISOString(),
    next_check_at: new Date(now.getTime() + after).toISOString(),
  }
}
