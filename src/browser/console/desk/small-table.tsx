// Tables of what there is little of – keys, sources, channels: read whole, searched and paged in the browser.
import type { Child } from 'hono/jsx'
import { useState } from 'hono/jsx'
import { api } from '../api.ts'
import { words } from '../here.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { useFetched } from '../parts/fetched.ts'
import { Table, type Column } from '../parts/table.tsx'
import { desk } from './words.ts'

const PAGE = 50
const READ_AT_ONCE = 100
/** Pages that are read at most. */
const MOST_PAGES = 10

interface SmallTableProps<Row> {
  caption: string
  /** Where the API lists it: `{items, next_cursor}`. */
  path: string
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** What is searched of a row. */
  textOf: (row: Row) => string
  searchLabel: string
  tools?: Child
  /** Which rows are shown at all. */
  keep?: (row: Row) => boolean
  empty: Child
  turn?: number
}

/** A table over a short list of the API. */
export function SmallTable<Row>(props: SmallTableProps<Row>) {
  const { caption, path, columns, keyOf, textOf, searchLabel, tools, keep, empty, turn = 0 } = props
  const [text, setText] = useState('')
  const [shown, setShown] = useState(PAGE)
  const { data, error, busy, reload } = useFetched(`${path} ${turn}`, (signal) => readAll<Row>(path, signal))
  const kept = (data?.rows ?? []).filter((row) => keep?.(row) ?? true)
  const found = kept.filter((row) => plain(textOf(row)).includes(plain(text)))
  const rows = found.slice(0, shown)
  return (
    <div class="list">
      <div class="tools">
        <input
          type="search"
          class="narrow"
          aria-label={searchLabel}
          placeholder={searchLabel}
          maxlength={200}
          onInput={(event: Event) => setText((event.target as HTMLInputElement).value.trim())}
        />
        {tools}
      </div>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {rows.length > 0 && <Table caption={caption} columns={columns} rows={rows} keyOf={keyOf} />}
      {data !== null && error === null && found.length === 0 && (
        <div class="empty">{text === '' ? empty : <p>{words.nothingFound(text)}</p>}</div>
      )}
      {rows.length > 0 && (
        <p class="paging">
          <span class="quiet">
            {rows.length === found.length ? words.allShown(found.length) : words.shown(rows.length)}
            {data?.more === true && ` · ${desk.cutOff(data.rows.length)}`}
          </span>
          {rows.length < found.length && <button onClick={() => setShown(shown + PAGE)}>{words.more}</button>}
        </p>
      )}
    </div>
  )
}

// --- Internal helpers ---

interface Whole<Row> {
  rows: Row[]
  /** Whether there are more than were read. */
  more: boolean
}

async function readAll<Row>(path: string, signal: AbortSignal): Promise<Whole<Row>> {
  const rows: Row[] = []
  let cursor: string | null = ''
  for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
    const query: Record<string, string | number> = { limit: READ_AT_ONCE, cursor }
    const read: { items: Row[]; next_cursor: string | null } = await api.get(path, query, signal)
    rows.push(...read.items)
    cursor = read.next_cursor
  }
  return { rows, more: cursor !== null }
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
