// How far a load is, and what became of its articles: what failed first, with the fact and what to do.
import { useEffect, useState } from 'hono/jsx'
import type { Job, JobItem, JobSummary } from '../../../job-contract.ts'
import { address, api, type ApiError } from '../api.ts'
import { FactRemedy } from '../desk/fact-remedy.tsx'
import { Fault } from '../parts/busy.tsx'
import { asApiError } from '../parts/fetched.ts'
import { Table, type Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { useJob } from './job.ts'
import { words } from './words.ts'

interface JobViewProps {
  id: string
  /** Told once, when it has ended and what it stored is found. */
  onFound?: (job: Job) => void
  /** Without its items. */
  brief?: boolean
}

/** A job, watched. */
export function JobView({ id, onFound, brief = false }: JobViewProps) {
  const { job, error, look } = useJob(id)
  const [failed, setFailed] = useState<ApiError | null>(null)
  const ended = job !== null && job.finished_at !== null
  useEffect(() => {
    if (job !== null && job.finished_at !== null && job.counts.added + job.counts.updated > 0) onFound?.(job)
  }, [ended])
  const cancel = async (): Promise<void> => {
    try {
      await api.remove(`/v1/jobs/${encodeURIComponent(id)}`)
      look()
    } catch (thrown) {
      setFailed(asApiError(thrown))
    }
  }
  return (
    <div class="job">
      <Fault error={error ?? failed} retry={look} />
      {job !== null && (
        <>
          <Progress job={job} />
          {job.error !== null && (
            <div class="fault" role="alert">
              <FactRemedy {...job.error} />
            </div>
          )}
          {!ended && (
            <p>
              <button type="button" onClick={cancel} disabled={job.cancel_requested}>
                {job.cancel_requested ? words.cancelled : words.cancel}
              </button>
            </p>
          )}
          {!brief && job.items.length > 0 && (
            <Table
              caption={words.items}
              columns={ITEM_COLUMNS}
              rows={job.items}
              keyOf={({ number }) => String(number)}
            />
          )}
          {!brief && ended && job.items.length >= 100 && (
            <p>
              <a href={`/console/articles/jobs/${encodeURIComponent(id)}`}>{words.allItems}</a>
            </p>
          )}
        </>
      )}
    </div>
  )
}

/** What became of an item. */
export const ITEM_COLUMNS: Column<JobItem>[] = [
  {
    head: words.item,
    cell: ({ name, line }) => (line === null ? name : `${name} · ${words.line(line)}`),
  },
  {
    head: words.result,
    cell: ({ outcome, fact, remedy, warnings }) => (
      <>
        <span class="tag" data-good={String(outcome !== 'failed')}>
          {words.outcomes(outcome)}
        </span>
        <FactRemedy fact={fact} remedy={remedy} />
        {warnings.map((warning) => (
          <p class="quiet">{warning}</p>
        ))}
      </>
    ),
  },
  {
    head: words.open,
    cell: ({ article_id }) =>
      article_id === null ? (
        ''
      ) : (
        <a href={address('/console/articles/view', { id: article_id })}>{words.open}</a>
      ),
  },
]

/** What a job did, in figures. */
export function countsOf({ counts: { added, updated, unchanged, failed } }: JobSummary): string {
  return [added, updated, unchanged, failed].join(' / ')
}

// --- Internal helpers ---

function Progress({ job }: { job: Job }) {
  const { state, progress, counts, searchable_at } = job
  const { items_done, items_total, passages_done, passages_total } = progress
  const ended = job.finished_at !== null
  const outcomes = (['added', 'updated', 'unchanged', 'failed'] as const).filter((one) => counts[one] > 0)
  return (
    <div role="status">
      <p>
        <span class="tag" data-good={String(state !== 'failed' && counts.failed === 0)}>
          {words.states(state)}
        </span>
        {words.progress(items_done, items_total)}
        {!ended && passages_total !== null && ` · ${words.passages(passages_done, passages_total)}`}
        {outcomes.map((one) => ` · ${words.outcomes(one)} ${counts[one]}`)}
      </p>
      {!ended && (
        <progress
          aria-label={words.job}
          max={1}
          {...(items_total === null || items_total === 0
            ? {}
            : { value: shareOf(items_done / items_total, passages_done, passages_total) })}
        />
      )}
      {searchable_at !== null && counts.added + counts.updated > 0 && (
        <p class="quiet">
          {words.searchable} · <When at={searchable_at} />
        </p>
      )}
    </div>
  )
}

// The model works passage by passage: that is what takes the time.
function shareOf(items: number, done: number, total: number | null): number {
  return total === null || total === 0 ? items : Math.min(items, done / total) * 0.9 + items * 0.1
}
