// 问答记录: what was asked and how it ended, with filters and export; and the way to one of them.
import type { QuestionRecord } from '../../../answer-contract.ts'
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
import { OneQuestion } from './one-question.tsx'
import { words } from './words.ts'

export function Questions({ rest, query }: PageProps) {
  return rest === '' ? <QuestionList query={query} /> : <OneQuestion key={rest} id={rest} />
}

// --- Internal helpers ---

const NO_FILTER = { outcome: '', rating: '', status: '', channel: '', from: '', to: '', group: '' }

const COLUMNS: Column<QuestionRecord>[] = [
  {
    head: desk.question,
    cell: ({ id, question }) => <a href={`/console/questions/${encodeURIComponent(id)}`}>{question}</a>,
  },
  {
    head: desk.outcome,
    cell: ({ outcome, answer }) => (
      <>
        <span class="tag" data-outcome={outcome}>
          {desk.outcomes(outcome)}
        </span>
        {answer !== null && <span class="clamped">{answer}</span>}
      </>
    ),
  },
  {
    head: desk.rating,
    cell: ({ feedback }) => (feedback === null ? '' : desk.ratings(feedback.rating)),
  },
  { head: desk.channel, cell: ({ channel }) => channel },
  { head: desk.time, figures: true, cell: ({ at }) => <When at={at} /> },
]

function QuestionList({ query }: Pick<PageProps, 'query'>) {
  const { values, set } = filterOf(query, NO_FILTER)
  const filtered = Object.values(values).some((value) => value !== '')
  return (
    <section>
      <h1>{shell.questions}</h1>
      <ListTable
        caption={words.caption}
        path="/v1/questions"
        query={queryOf(values)}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        search={{ parameter: 'text', label: words.search }}
        tools={
          <>
            <Choice
              label={desk.outcome}
              value={values.outcome}
              options={(['answered', 'refused', 'conflicting'] as const).map((one) => [
                one,
                desk.outcomes(one),
              ])}
              onChoose={(value) => set('outcome', value)}
            />
            <Choice
              label={desk.rating}
              value={values.rating}
              options={(['up', 'down', 'none'] as const).map((one) => [one, desk.ratings(one)])}
              onChoose={(value) => set('rating', value)}
            />
            <Choice
              label={desk.status}
              value={values.status}
              options={(['open', 'done', 'ignored'] as const).map((one) => [one, desk.statuses(one)])}
              onChoose={(value) => set('status', value)}
            />
            <Channel value={values.channel} onChoose={(value) => set('channel', value)} />
            <Day label={desk.from} value={values.from} onChoose={(value) => set('from', value)} />
            <Day label={desk.to} value={values.to} onChoose={(value) => set('to', value)} />
            {values.group !== '' && <button onClick={() => set('group', '')}>{words.group} ×</button>}
            <button onClick={() => void exported(values, 'csv')}>{words.exportCsv}</button>
            <button onClick={() => void exported(values, 'jsonl')}>{words.exportJsonl}</button>
          </>
        }
        empty={
          filtered ? (
            <>
              <p>{words.emptyFiltered}</p>
              <p>
                <a href="/console/questions">{words.clearAll}</a>
              </p>
            </>
          ) : (
            <>
              <p>{words.empty}</p>
              <p class="buttons">
                <a class="button" href="/">
                  {words.askOne}
                </a>
                <a class="button" href="/console/channels">
                  {shell.channels}
                </a>
              </p>
            </>
          )
        }
      />
    </section>
  )
}

// What the program itself calls the ways in is offered; those of portals are typed.
function Channel({ value, onChoose }: { value: string; onChoose: (value: string) => void }) {
  return (
    <label class="choice">
      <span class="quiet">{desk.channel}</span>
      <input
        class="short"
        list="channels"
        maxlength={40}
        value={value}
        onBlur={(event: Event) => onChoose((event.target as HTMLInputElement).value.trim())}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter') onChoose((event.target as HTMLInputElement).value.trim())
        }}
      />
      <datalist id="channels">
        {['page', 'api', 'chat', 'openai', 'mcp'].map((one) => (
          <option value={one}></option>
        ))}
      </datalist>
    </label>
  )
}

async function exported(values: Record<string, string>, format: 'csv' | 'jsonl'): Promise<void> {
  try {
    await download('/v1/questions/export', { ...values, format }, `questions.${format}`)
  } catch (error) {
    notify(asApiError(error).message)
  }
}
