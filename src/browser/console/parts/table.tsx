// Lists of the API as tables: search, further pages, and what to do when there is nothing. On phones each row is a card.
import type { Child } from 'hono/jsx'
import { useEffect, useState } from 'hono/jsx'
import { api, type ApiError, type Query } from '../api.ts'
import { words } from '../here.ts'
import { Busy, Fault } from './busy.tsx'
import { asApiError } from './fetched.ts'

export interface Column<Row> {
  head: string
  cell: (row: Row) => Child
  /** Figures stand below one another. */
  figures?: boolean
  /** So short that it is never broken: a state, a time. */
  short?: boolean
}

interface ListTableProps<Row> {
  /** What it is a table of; its name. */
  caption: string
  /** Where the API lists it: `{items, next_cursor}`. */
  path: string
  /** Filters; the list is read anew when they change. */
  query?: Query
  columns: readonly Column<Row>[]
  /** The id of a row. */
  keyOf: (row: Row) => string
  /** The parameter that takes the words of the search box, and its label; absent: there is no box. */
  search?: { parameter: string; label: string }
  /** Filters, export and other buttons, beside the search box. */
  tools?: Child
  /** What is said when there is nothing at all, and what to do next. */
  empty: Child
  /** A number that is raised to have the list read anew. */
  turn?: number
}

interface Listed<Row> {
  items: readonly Row[]
  next: string | null
  busy: boolean
  error: ApiError | null
}

/** A table over a list of the API, read page by page. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { caption, path, query = {}, columns, keyOf, search, tools, empty, turn = 0 } = props
  const [text, setText] = useState('')
  const [again, setAgain] = useState(0)
  const [listed, setListed] = useState<Listed<Row>>({ items: [], next: null, busy: true, error: null })
  const asked: Query = search === undefined ? query : { ...query, [search.parameter]: text }
  const key = JSON.stringify([path, asked, turn, again])

  const read = async (cursor: string | null, signal?: AbortSignal): Promise<void> => {
    setListed((before) => ({ ...before, busy: true, error: null }))
    try {
      const page = await api.get<{ items: Row[]; next_cursor: string | null }>(
        path,
        { ...asked, ...(cursor === null ? {} : { cursor }) },
        signal,
      )
      setListed(({ items }) => ({
        items: cursor === null ? page.items : [...items, ...page.items],
        next: page.next_cursor,
        busy: false,
        error: null,
      }))
    } catch (error) {
      if (signal?.aborted !== true)
        setListed((before) => ({ ...before, busy: false, error: asApiError(error) }))
    }
  }
  useEffect(() => {
    const abort = new AbortController()
    void read(null, abort.signal)
    return () => abort.abort()
  }, [key])

  const { items, next, busy, error } = listed
  const nothing = items.length === 0 && !busy && error === null
  return (
    <div class="list">
      <div class="tools">
        {search !== undefined && <SearchBox label={search.label} onSearch={setText} />}
        {tools}
      </div>
      <Busy busy={busy} />
      <Fault error={error} retry={() => setAgain(again + 1)} />
      {items.length > 0 && <Table caption={caption} columns={columns} rows={items} keyOf={keyOf} />}
      {nothing && <div class="empty">{text === '' ? empty : <p>{words.nothingFound(text)}</p>}</div>}
      {items.length > 0 && (
        <p class="paging">
          <span class="quiet">
            {next === null ? words.allShown(items.length) : words.shown(items.length)}
          </span>
          {next !== null && (
            <button disabled={busy} onClick={() => void read(next)}>
              {words.more}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

interface TableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** Rows as a table. Its roles are said, since what is laid out as cards would else lose them. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table role="table" class="cards">
      <caption class="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, ...kind }) => (
            <th role="columnheader" scope="col" class={classOf(kind)}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={keyOf(row)}>
            {columns.map(({ head, cell, ...kind }) => (
              <td role="cell" data-head={head} class={classOf(kind)}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

// --- Internal helpers ---

function classOf({ figures, short }: { figures?: boolean; short?: boolean }): string | undefined {
  if (figures === true) return 'figures'
  return short === true ? 'short' : undefined
}

function SearchBox({ label, onSearch }: { label: string; onSearch: (text: string) => void }) {
  const submit = (event: Event): void => {
    event.preventDefault()
    const box = (event.target as HTMLFormElement).elements.namedItem('text') as HTMLInputElement
    onSearch(box.value.trim())
  }
  return (
    <form class="search" role="search" onSubmit={submit}>
      <input
        type="search"
        name="text"
        aria-label={label}
        placeholder={label}
        maxlength={200}
        onInput={(event: Event) => {
          // Emptied by its own cross.
          if ((event.target as HTMLInputElement).value === '') onSearch('')
        }}
      />
      <button type="submit">{words.search}</button>
    </form>
  )
}
