// 文章: what is collected; and the way to one of them, to a new one, and to past loads.
import type { ArticleMeta } from '../../../article.ts'
import { address } from '../api.ts'
import { Choice, Day } from '../desk/choice.tsx'
import { choicesOf, useFacets } from '../desk/facets.ts'
import { filterOf, queryOf } from '../desk/filter.ts'
import { desk } from '../desk/words.ts'
import { may, words as shell } from '../here.ts'
import { Jobs, OneJob } from '../load/jobs.tsx'
import type { PageProps } from '../pages.ts'
import { ListTable, type Column } from '../parts/table.tsx'
import { Add } from './add.tsx'
import { OneArticle } from './one-article.tsx'
import { words } from './words.ts'

export function Articles({ rest, query }: PageProps) {
  const [page, id] = rest.split('/')
  if (page === 'add') return <Add query={query} />
  if (page === 'view') return <OneArticle key={query.get('id')} id={query.get('id') ?? ''} query={query} />
  if (page === 'jobs') return id === undefined ? <Jobs /> : <OneJob id={decodeURIComponent(id)} />
  return <ArticleList query={query} />
}

// --- Internal helpers ---

const NO_FILTER = { zone: '', source: '', published_from: '', published_to: '' }

const COLUMNS: Column<ArticleMeta>[] = [
  {
    head: desk.title,
    cell: ({ id, title }) => <a href={address('/console/articles/view', { id })}>{title}</a>,
  },
  { head: desk.zone, cell: ({ zone }) => zone ?? '' },
  { head: desk.source, cell: ({ source }) => source ?? '' },
  { head: desk.date, figures: true, cell: ({ published_at }) => published_at ?? desk.undated },
]

function ArticleList({ query }: Pick<PageProps, 'query'>) {
  const facets = useFacets()
  const { values, set } = filterOf(query, NO_FILTER)
  const filtered = Object.values(values).some((value) => value !== '')
  return (
    <section>
      <h1>{shell.articles}</h1>
      <ListTable
        caption={words.caption}
        path="/v1/articles"
        query={queryOf(values)}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        search={{ parameter: 'text', label: words.search }}
        tools={
          <>
            <Choice
              label={desk.zone}
              value={values.zone}
              options={choicesOf(facets?.zones)}
              onChoose={(value) => set('zone', value)}
            />
            <Choice
              label={desk.source}
              value={values.source}
              options={choicesOf(facets?.sources)}
              onChoose={(value) => set('source', value)}
            />
            <Day
              label={desk.from}
              value={values.published_from}
              onChoose={(value) => set('published_from', value)}
            />
            <Day
              label={desk.to}
              value={values.published_to}
              onChoose={(value) => set('published_to', value)}
            />
            {may('ingest') && (
              <>
                <a class="button primary" href="/console/articles/add">
                  {words.add}
                </a>
                <a class="button" href="/console/articles/jobs">
                  {words.jobs}
                </a>
              </>
            )}
          </>
        }
        empty={
          filtered ? (
            <>
              <p>{words.emptyFiltered}</p>
              <p>
                <a href="/console/articles">{words.clearAll}</a>
              </p>
            </>
          ) : (
            <>
              <p>{words.empty}</p>
              <p class="buttons">
                <a class="button primary" href="/console/articles/add">
                  {words.add}
                </a>
                <a class="button" href="/console/sources/new">
                  {words.toSources}
                </a>
              </p>
            </>
          )
        }
      />
    </section>
  )
}
