// What was loaded before, and one such load with all its items.
import { useState } from 'hono/jsx'
import type { JobItem, JobSummary } from '../../../job-contract.ts'
import { Choice } from '../desk/choice.tsx'
import { desk } from '../desk/words.ts'
import { ListTable, type Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { countsOf, ITEM_COLUMNS, JobView } from './job-view.tsx'
import { words } from './words.ts'

const OUTCOMES = ['failed', 'added', 'updated', 'unchanged'] as const

const COLUMNS: Column<JobSummary>[] = [
  {
    head: desk.time,
    cell: ({ id, created_at }) => (
      <a href={`/console/articles/jobs/${encodeURIComponent(id)}`}>
        <When at={created_at} />
      </a>
    ),
  },
  {
    head: desk.state,
    cell: ({ state, error }) => (
      <>
        <span class="tag" data-good={String(state !== 'failed')}>
          {words.states(state)}
        </span>
        {error !== null && <p class="quiet">{error.fact}</p>}
      </>
    ),
  },
  { head: words.counts, figures: true, cell: countsOf },
]

/** Jobs, newest first. */
export function Jobs() {
  const [state, setState] = useState('')
  return (
    <section>
      <h1>{words.jobs}</h1>
      <ListTable
        caption={words.jobs}
        path="/v1/jobs"
        query={{ state }}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        tools={
          <Choice
            label={desk.state}
            value={state}
            options={(['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((one) => [
              one,
              words.states(one),
            ])}
            onChoose={setState}
          />
        }
        empty={<p>{words.noJobs}</p>}
      />
      <p>
        <a href="/console/articles/add">{words.files}</a>
      </p>
    </section>
  )
}

/** One job with all its items. */
export function OneJob({ id }: { id: string }) {
  const [outcome, setOutcome] = useState('')
  const [turn, setTurn] = useState(0)
  return (
    <section>
      <h1>{words.job}</h1>
      <JobView id={id} brief onFound={() => setTurn((before) => before + 1)} />
      <h2>{words.items}</h2>
      <ListTable<JobItem>
        caption={words.items}
        path={`/v1/jobs/${encodeURIComponent(id)}/items`}
        query={{ outcome }}
        columns={ITEM_COLUMNS}
        keyOf={({ number }) => String(number)}
        turn={turn}
        tools={
          <Choice
            label={words.result}
            value={outcome}
            options={OUTCOMES.map((one) => [one, words.outcomes(one)])}
            onChoose={setOutcome}
          />
        }
        empty={<p>{words.noItems}</p>}
      />
    </section>
  )
}
