// 来源: where articles are fetched from, and how the last run went; and the way to one of them or a new one.
import { useState } from 'hono/jsx'
import type { Source } from '../../../sources/source.ts'
import { api } from '../api.ts'
import { SmallTable } from '../desk/small-table.tsx'
import { may, words as shell } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { asApiError } from '../parts/fetched.ts'
import type { Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { notify } from '../parts/toast.tsx'
import { ChangedSource, NewSource } from './edit.tsx'
import { OneSource } from './one-source.tsx'
import { RunView } from './run-view.tsx'
import { words } from './words.ts'

export function Sources({ rest }: PageProps) {
  if (rest === '') return <SourceList />
  if (rest === 'new') return <NewSource />
  const [id, then] = rest.split('/')
  return then === 'change' ? <ChangedSource id={id!} /> : <OneSource key={id} id={id!} />
}

/** The address of a source in the console. */
export function pathOf({ id }: Pick<Source, 'id'>): string {
  return `/console/sources/${encodeURIComponent(id)}`
}

// --- Internal helpers ---

function SourceList() {
  const [turn, setTurn] = useState(0)
  const again = (): void => setTurn((before) => before + 1)
  const columns: Column<Source>[] = [
    {
      head: words.url,
      cell: (source) => (
        <>
          <a href={pathOf(source)}>{source.url}</a>
          <p class="quiet">
            {[words.kinds(source.kind), source.zone, source.source].filter((one) => one !== null).join(' · ')}
          </p>
        </>
      ),
    },
    { head: words.lastRun, cell: ({ last_run }) => <RunView run={last_run} /> },
    { head: words.nextRun, cell: (source) => <Next source={source} /> },
    ...(may('ingest')
      ? [
          {
            head: shell.actions,
            cell: (source: Source) => (
              <span class="buttons">
                <button onClick={() => void run(source, again)}>{words.runNow}</button>
                <button onClick={() => void toggled(source, again)}>
                  {source.enabled ? words.switchOff : words.switchOn}
                </button>
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <section>
      <h1>{shell.sources}</h1>
      <p class="lead">{words.about}</p>
      <SmallTable
        caption={words.caption}
        path="/v1/sources"
        columns={columns}
        keyOf={({ id }) => id}
        textOf={({ url, zone, source }) => [url, zone, source].join(' ')}
        searchLabel={words.search}
        turn={turn}
        tools={may('ingest') ? <CreateLink /> : undefined}
        empty={
          <>
            <p>{words.empty}</p>
            {may('ingest') && (
              <p>
                <CreateLink />
              </p>
            )}
          </>
        }
      />
    </section>
  )
}

function CreateLink() {
  return (
    <a class="button primary" href="/console/sources/new">
      {words.create}
    </a>
  )
}

function Next({ source: { enabled, next_run_at, interval_minutes } }: { source: Source }) {
  if (!enabled) return <span class="tag">{words.off}</span>
  if (next_run_at === null) return <>{words.onDemand}</>
  return (
    <>
      <When at={next_run_at} />
      {interval_minutes !== null && <p class="quiet">{words.every(words.intervals(interval_minutes))}</p>}
    </>
  )
}

async function run(source: Source, again: () => void): Promise<void> {
  try {
    await api.post(`/v1/sources/${encodeURIComponent(source.id)}/runs`)
    notify(words.started)
    again()
  } catch (error) {
    notify(asApiError(error).message)
  }
}

async function toggled(source: Source, again: () => void): Promise<void> {
  const path = `/v1/sources/${encodeURIComponent(source.id)}`
  try {
    await api.patch(path, { enabled: !source.enabled })
    notify(source.enabled ? words.off : words.on, async () => {
      await api.patch(path, { enabled: source.enabled })
      again()
    })
    again()
  } catch (error) {
    notify(asApiError(error).message)
  }
}
