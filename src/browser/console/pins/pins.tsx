// 固定回答: the list, and the way to one of them or a new one.
import { useState } from 'hono/jsx'
import type { Pin } from '../../../answer-contract.ts'
import type { Article } from '../../../article.ts'
import { api } from '../api.ts'
import { Choice } from '../desk/choice.tsx'
import { filterOf, queryOf } from '../desk/filter.ts'
import { useMembers } from '../desk/members.ts'
import { desk } from '../desk/words.ts'
import type { PageProps } from '../pages.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { asApiError, useFetched } from '../parts/fetched.ts'
import { ListTable, type Column } from '../parts/table.tsx'
import { dateTime, When } from '../parts/time.tsx'
import { notify } from '../parts/toast.tsx'
import type { Cited } from './cite.tsx'
import { sameAgain } from './draft.ts'
import { PinForm } from './pin-form.tsx'
import { words } from './words.ts'

export function Pins({ rest, query }: PageProps) {
  if (rest === '') return <PinList query={query} />
  return rest === 'new' ? <NewPin query={query} /> : <ChangedPin id={rest} />
}

// --- Internal helpers ---

function PinList({ query }: Pick<PageProps, 'query'>) {
  const [turn, setTurn] = useState(0)
  const { values, set } = filterOf(query, { stale: '' })
  const again = (): void => setTurn((before) => before + 1)
  const columns: Column<Pin>[] = [
    { head: desk.question, cell: (pin) => <a href={`/console/pins/${pin.id}`}>{pin.question}</a> },
    { head: desk.answer, cell: ({ answer }) => <span class="clamped">{answer}</span> },
    { head: desk.state, cell: (pin) => <State pin={pin} /> },
    { head: words.updated, figures: true, cell: (pin) => <When at={pin.updated_at} /> },
    {
      head: desk.edit,
      cell: (pin) => (
        <span class="buttons">
          <button onClick={() => void toggled(pin, again)}>
            {pin.enabled ? words.switchOff : words.switchOn}
          </button>
          <button class="stop" onClick={() => void removed(pin, again)}>
            {desk.remove}
          </button>
        </span>
      ),
    },
  ]
  return (
    <section>
      <h1>{words.pins}</h1>
      <p class="lead">{words.about}</p>
      <ListTable
        caption={words.caption}
        path="/v1/pins"
        query={queryOf(values)}
        columns={columns}
        keyOf={({ id }) => id}
        search={{ parameter: 'text', label: words.search }}
        turn={turn}
        tools={
          <>
            <Choice
              label={words.standing}
              value={values.stale}
              options={(['true', 'false'] as const).map((one) => [one, words.standings(one)])}
              onChoose={(value) => set('stale', value)}
            />
            <a class="button primary" href="/console/pins/new">
              {words.create}
            </a>
          </>
        }
        empty={
          values.stale === '' ? (
            <>
              <p>{words.empty}</p>
              <p>
                <a href="/console/unanswered">{words.toUnanswered}</a>
              </p>
            </>
          ) : (
            <p>{words.emptyStale}</p>
          )
        }
      />
    </section>
  )
}

function State({ pin }: { pin: Pin }) {
  const { used, enabled, stale_reason, expires_at, author } = pin
  const past = expires_at !== null && Date.parse(expires_at) <= Date.now()
  return (
    <>
      <span class="tag" data-good={String(used)}>
        {used ? words.used : words.unused}
      </span>
      {!enabled && <p class="quiet">{words.off}</p>}
      {stale_reason !== null && <p class="quiet warn">{words.stale(stale_reason)}</p>}
      {expires_at !== null && (
        <p class="quiet">{(past ? words.expired : words.until)(dateTime(expires_at).slice(0, 10))}</p>
      )}
      {author !== null && <p class="quiet">{author}</p>}
    </>
  )
}

async function toggled(pin: Pin, again: () => void): Promise<void> {
  const path = `/v1/pins/${pin.id}`
  try {
    const body = sameAgain(pin, { enabled: !pin.enabled })
    await api.put(path, body, { 'If-Match': `"${pin.version}"` })
    notify(pin.enabled ? words.off : words.used, async () => {
      await api.put(path, sameAgain(pin))
      again()
    })
    again()
  } catch (error) {
    notify(asApiError(error).message)
  }
}

async function removed(pin: Pin, again: () => void): Promise<void> {
  const path = `/v1/pins/${pin.id}`
  try {
    await api.remove(path, { 'If-Match': `"${pin.version}"` })
    notify(desk.removed(pin.question), async () => {
      await api.put(path, sameAgain(pin))
      again()
    })
    again()
  } catch (error) {
    notify(asApiError(error).message)
  }
}

function NewPin({ query }: Pick<PageProps, 'query'>) {
  const [question, group] = [query.get('question') ?? '', query.get('group') ?? undefined]
  const members = useMembers(group)
  return (
    <section>
      <h1>{words.create}</h1>
      <PinForm
        pin={null}
        cited={null}
        question={question}
        wordings={members.wordings.filter((one) => one !== question)}
        group={group}
        note={members.note}
      />
    </section>
  )
}

function ChangedPin({ id }: { id: string }) {
  const { data, error, busy, reload } = useFetched(id, (signal) => readPin(id, signal))
  return (
    <section>
      <h1>{words.change}</h1>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {data !== null && (
        <>
          {data.pin.stale_reason !== null && <p class="warn">{words.stale(data.pin.stale_reason)}</p>}
          <PinForm key={`${data.pin.version}`} pin={data.pin} cited={data.cited} onReload={reload} />
        </>
      )}
    </section>
  )
}

async function readPin(id: string, signal: AbortSignal): Promise<{ pin: Pin; cited: Cited | null }> {
  const pin = await api.get<Pin>(`/v1/pins/${encodeURIComponent(id)}`, {}, signal)
  if (pin.citation === null) return { pin, cited: null }
  const { article_id, revision, start, end, quote } = pin.citation
  // Of an article that is gone the id is all that is known.
  const article = await api
    .get<Article>(`/v1/articles/${encodeURIComponent(article_id)}`, { revision }, signal)
    .catch(() => ({ id: article_id, title: article_id, published_at: null }))
  return { pin, cited: { article: { ...article, revision }, start, end, quote } }
}
