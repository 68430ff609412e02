// One source: its last run while it goes on, what stands there, and what failed with the fact and what to do.
import { useEffect, useState } from 'hono/jsx'
import type { Item, Source } from '../../../sources/source.ts'
import { address, api } from '../api.ts'
import { Choice } from '../desk/choice.tsx'
import { FactRemedy } from '../desk/fact-remedy.tsx'
import { forgetFacets } from '../desk/facets.ts'
import { desk } from '../desk/words.ts'
import { may } from '../here.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { asApiError, useFetched } from '../parts/fetched.ts'
import { ListTable, type Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { notify } from '../parts/toast.tsx'
import { go } from '../router.ts'
import { RunView } from './run-view.tsx'
import { pathOf } from './sources.tsx'
import { words } from './words.ts'

/** Between two looks at a run in work, in ms; and how long after its time one is looked for that has not begun. */
const LOOK = 1500
const LATE = 5000
const DAY = 86_400_000
const STATES = ['waiting', 'fetched', 'unchanged', 'failed', 'gone'] as const

const COLUMNS: Column<Item>[] = [
  { head: words.item, cell: ({ url }) => url },
  {
    head: desk.state,
    cell: ({ state, fact, remedy }) => (
      <>
        <span class="tag" data-good={String(state !== 'failed')}>
          {words.itemStates(state)}
        </span>
        <FactRemedy fact={fact} remedy={remedy} />
      </>
    ),
  },
  {
    head: words.article,
    cell: ({ article_id }) =>
      article_id === null ? (
        ''
      ) : (
        <a href={address('/console/articles/view', { id: article_id })}>{words.article}</a>
      ),
  },
  {
    head: words.checked,
    figures: true,
    cell: ({ checked_at }) => (checked_at === null ? '' : <When at={checked_at} />),
  },
]

export function OneSource({ id }: { id: string }) {
  // As it stands in the address.
  const path = `/v1/sources/${id}`
  const [state, setState] = useState('')
  const { data: source, error, busy, reload } = useFetched(id, (signal) => api.get<Source>(path, {}, signal))
  const run = source?.last_run ?? null
  useEffect(() => {
    const wait = source === null || busy ? null : nextLook(source)
    if (wait === null) return undefined
    const timer = setTimeout(reload, wait)
    return () => clearTimeout(timer)
  }, [source, busy])
  return (
    <section>
      <p class="back">
        <a href="/console/sources">{desk.back}</a>
      </p>
      <h1>{source?.url ?? ''}</h1>
      <Busy busy={busy && source === null} />
      <Fault error={error} retry={reload} />
      {source !== null && (
        <>
          <RunView run={run} />
          {run !== null && <p class="quiet">{words.listed(run.counts.listed, run.counts.waiting)}</p>}
          {run !== null && run.problems.length > 0 && (
            <div class="fault">
              <p>{words.problems}</p>
              <ul>
                {run.problems.map(({ url, fact, remedy }) => (
                  <li>
                    {url}
                    <FactRemedy fact={fact} remedy={remedy} />
                  </li>
                ))}
              </ul>
            </div>
          )}
          {may('ingest') && <Actions source={source} path={path} reload={reload} />}
          <h2>{words.items}</h2>
          <ListTable
            caption={words.items}
            path={`${path}/items`}
            query={{ state }}
            columns={COLUMNS}
            keyOf={({ url }) => url}
            turn={run?.ended_at === null || run === null ? 0 : Date.parse(run.ended_at)}
            tools={
              <Choice
                label={desk.state}
                value={state}
                options={STATES.map((one) => [one, words.itemStates(one)])}
                onChoose={setState}
              />
            }
            empty={<p>{state === '' ? words.noItems : words.noSuchItems}</p>}
          />
        </>
      )}
    </section>
  )
}

// --- Internal helpers ---

// In how many ms something may have changed by itself: while a run goes on, and when the next is due. Null: never.
function nextLook({ last_run, next_run_at }: Source): number | null {
  if (last_run !== null && last_run.ended_at === null) return LOOK
  if (next_run_at === null) return null
  const until = Date.parse(next_run_at) - Date.now()
  return until > 0 ? Math.min(until + LOOK, DAY) : LATE
}

interface ActionsProps {
  source: Source
  path: string
  reload: () => void
}

function Actions({ source, path, reload }: ActionsProps) {
  const [removing, setRemoving] = useState(false)
  const [articles, setArticles] = useState(false)
  const { url } = source
  const run = async (check: 'due' | 'all'): Promise<void> => {
    try {
      await api.post(address(`${path}/runs`, { check }))
      notify(words.started)
      reload()
    } catch (error) {
      notify(asApiError(error).message)
    }
  }
  const remove = async (): Promise<void> => {
    await api.remove(address(path, { articles: articles ? 'remove' : 'keep' }))
    forgetFacets()
    notify(desk.removed(url))
    go('/console/sources')
  }
  return (
    <p class="buttons">
      <button class="primary" onClick={() => void run('due')}>
        {words.runNow}
      </button>
      <button onClick={() => void run('all')}>{words.runAll}</button>
      <a class="button" href={`${pathOf(source)}/change`}>
        {desk.edit}
      </a>
      <button class="stop" onClick={() => setRemoving(true)}>
        {desk.remove}
      </button>
      {removing && (
        <Confirm
          title={words.deleteTitle}
          loss={
            <>
              <p>{words.deleteLoss(url)}</p>
              <label class="tick">
                <input
                  type="checkbox"
                  checked={articles}
                  onChange={(event: Event) => setArticles((event.target as HTMLInputElement).checked)}
                />
                {words.withArticles}
              </label>
            </>
          }
          name={hostOf(url)}
          action={desk.remove}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </p>
  )
}

// Long addresses are no names to type.
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
