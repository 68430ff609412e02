// 没答上的问题: groups of questions of like meaning, and what can be done about each.
import { useState } from 'hono/jsx'
import type { QuestionGroup } from '../../../answer-contract.ts'
import { download } from '../api.ts'
import { Choice, Day } from '../desk/choice.tsx'
import { filterOf, queryOf } from '../desk/filter.ts'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { asApiError } from '../parts/fetched.ts'
import { ListTable, type Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { notify } from '../parts/toast.tsx'
import { Group } from './group.tsx'
import { words } from './words.ts'

const STATUSES = ['open', 'done', 'ignored'] as const
/** In the address, for all of them: the empty value stands for the default. */
const ALL = 'all'

export function Unanswered({ query }: PageProps) {
  const [turn, setTurn] = useState(0)
  const { values, set } = filterOf(query, { status: 'open', from: '', to: '' })
  const status = values.status === ALL ? '' : values.status
  const changed = (): void => setTurn((before) => before + 1)
  const columns: Column<QuestionGroup>[] = [
    { head: desk.question, cell: (group) => <Group group={group} onChange={changed} /> },
    { head: words.count, figures: true, cell: ({ count }) => count.toLocaleString('en') },
    { head: words.last, figures: true, cell: (group) => <When at={group.last_asked_at} /> },
  ]
  return (
    <section>
      <h1>{shell.unanswered}</h1>
      <p class="lead">{words.about}</p>
      <ListTable
        caption={words.caption}
        path="/v1/questions/groups"
        query={queryOf({ ...values, status })}
        columns={columns}
        keyOf={({ id }) => id}
        search={{ parameter: 'text', label: words.search }}
        turn={turn}
        tools={
          <>
            <Choice
              label={desk.status}
              value={values.status}
              any={null}
              options={[...STATUSES.map((one) => [one, desk.statuses(one)] as const), [ALL, shell.all]]}
              onChoose={(value) => set('status', value)}
            />
            <Day label={desk.from} value={values.from} onChoose={(value) => set('from', value)} />
            <Day label={desk.to} value={values.to} onChoose={(value) => set('to', value)} />
            <button onClick={() => void exported(status, values.from, values.to)}>{shell.exported}</button>
          </>
        }
        empty={<Nothing open={values.status === 'open'} />}
      />
    </section>
  )
}

// --- Internal helpers ---

function Nothing({ open }: { open: boolean }) {
  return (
    <>
      <p>{open ? words.emptyOpen : words.emptyOther}</p>
      {open && <p class="quiet">{words.emptyOpenHint}</p>}
      <p>
        <a href={`/console/unanswered${open ? `?status=${ALL}` : ''}`}>{open ? words.toAll : shell.clear}</a>
      </p>
    </>
  )
}

// The questions that are in groups because nothing was found; the API exports questions, not groups.
async function exported(status: string, from: string, to: string): Promise<void> {
  try {
    await download(
      '/v1/questions/export',
      { outcome: 'refused', status, from, to, format: 'csv' },
      'unanswered.csv',
    )
  } catch (error) {
    notify(asApiError(error).message)
  }
}
