// 设置: how the service is, what it holds, and where the rest is set.
import type { Facets } from '../../../article-contract.ts'
import { api, download } from '../api.ts'
import { may, version, words as shell } from '../here.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { asApiError, useFetched } from '../parts/fetched.ts'
import { Table, type Column } from '../parts/table.tsx'
import { notify } from '../parts/toast.tsx'
import { words } from './words.ts'

interface Check {
  name: string
  ok: boolean
  warn?: boolean
  /** Left out of what fails. */
  detail?: string
  ms: number
}

const COLUMNS: Column<Check>[] = [
  { head: words.check, cell: ({ name }) => name },
  {
    head: words.result,
    cell: ({ ok, warn, detail }) => (
      <>
        <span class="tag" data-good={String(ok && warn !== true)}>
          {ok ? (warn === true ? words.warn : words.good) : words.bad}
        </span>{' '}
        {detail}
      </>
    ),
  },
  { head: words.took, figures: true, cell: ({ ms }) => `${Math.round(ms)} ms` },
]

export function Settings() {
  return (
    <section>
      <h1>{shell.settings}</h1>
      <Health />
      <Held />
      <h2>{words.program}</h2>
      {version !== null && (
        <dl class="facts">
          <div>
            <dt>{words.version}</dt>
            <dd>{version}</dd>
          </div>
        </dl>
      )}
      <ul>
        <li>
          <a href="/docs">{words.docs}</a>
        </li>
        <li>
          <a href="/openapi.json">{words.openapi}</a>
        </li>
      </ul>
      <p class="quiet">{words.config}</p>
      <Exports />
    </section>
  )
}

// --- Internal helpers ---

function Health() {
  const { data, error, busy, reload } = useFetched('health', readHealth)
  return (
    <>
      <h2>{words.health}</h2>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {data !== null && error === null && (
        <>
          <p role="status">{data.every(({ ok }) => ok) ? words.ready : words.notReady}</p>
          <Table caption={words.health} columns={COLUMNS} rows={data} keyOf={({ name }) => name} />
          <p>
            <button onClick={reload}>{shell.retry}</button>
          </p>
        </>
      )}
    </>
  )
}

// What fails is told with status 503: here that is a result, not a fault of the call.
async function readHealth(signal: AbortSignal): Promise<Check[]> {
  const response = await fetch('/readyz', { cache: 'no-store', signal }).catch(() => null)
  const body = (await response?.json().catch(() => null)) as { checks?: Check[] } | null | undefined
  // Not even that: told as any other fault is.
  return body?.checks ?? (await api.get<{ checks: Check[] }>('/readyz', {}, signal)).checks
}

function Held() {
  const { data, error, reload } = useFetched('held', (signal) => api.get<Facets>('/v1/facets', {}, signal))
  const figures: [string, string][] =
    data === null
      ? []
      : [
          [words.articles, data.articles.toLocaleString('en')],
          [words.zones, data.zones.length.toLocaleString('en')],
          [words.sources, data.sources.length.toLocaleString('en')],
          [words.period, `${data.published_from ?? '–'} – ${data.published_to ?? '–'}`],
          [words.undated, data.undated.toLocaleString('en')],
        ]
  return (
    <>
      <h2>{words.index}</h2>
      <Fault error={error} retry={reload} />
      <dl class="facts">
        {figures.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Exports() {
  return (
    <>
      <h2>{words.exports}</h2>
      {may('logs') && (
        <p class="buttons">
          <button onClick={() => void exported('csv')}>{words.exportCsv}</button>
          <button onClick={() => void exported('jsonl')}>{words.exportJsonl}</button>
        </p>
      )}
      <p class="quiet">{words.backup}</p>
    </>
  )
}

async function exported(format: 'csv' | 'jsonl'): Promise<void> {
  try {
    await download('/v1/questions/export', { format }, `questions.${format}`)
  } catch (error) {
    notify(asApiError(error).message)
  }
}
