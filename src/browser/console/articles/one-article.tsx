// One article: its text and what is known of it; to be changed and loaded again, or deleted.
import { useState } from 'hono/jsx'
import type { Article } from '../../../article.ts'
import { address, api } from '../api.ts'
import { forgetFacets } from '../desk/facets.ts'
import { desk } from '../desk/words.ts'
import { may } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { useFetched } from '../parts/fetched.ts'
import { notify } from '../parts/toast.tsx'
import { go } from '../router.ts'
import { ArticleForm, inputOf } from './article-form.tsx'
import { words } from './words.ts'

interface OneArticleProps extends Pick<PageProps, 'query'> {
  id: string
}

export function OneArticle({ id, query }: OneArticleProps) {
  const path = `/v1/articles/${encodeURIComponent(id)}`
  const {
    data: article,
    error,
    busy,
    reload,
  } = useFetched(id, (signal) => api.get<Article>(path, {}, signal))
  const changing = query.get('change') !== null
  const here = address('/console/articles/view', { id })
  return (
    <section class="one-article">
      <p class="back">
        <a href={changing ? here : '/console/articles'}>{desk.back}</a>
      </p>
      <h1>{article === null ? '' : article.title}</h1>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {article !== null && changing && (
        <ArticleForm
          key={String(article.revision)}
          article={article}
          onReload={reload}
          onSaved={(saved) => {
            forgetFacets()
            notify(words.replaced(saved.revision), async () => {
              await api.put(path, inputOf(article))
              reload()
            })
            reload()
            go(here)
          }}
        />
      )}
      {article !== null && !changing && <Shown article={article} here={here} />}
    </section>
  )
}

// --- Internal helpers ---

function Shown({ article, here }: { article: Article; here: string }) {
  const [removing, setRemoving] = useState(false)
  const { id, title, text, revision } = article
  const remove = async (): Promise<void> => {
    await api.remove(`/v1/articles/${encodeURIComponent(id)}`, { 'If-Match': `"${revision}"` })
    forgetFacets()
    notify(desk.removed(title))
    go('/console/articles')
  }
  return (
    <>
      <Facts article={article} />
      <p class="buttons">
        {may('ingest') && (
          <a class="button primary" href={`${here}&change=1`}>
            {words.change}
          </a>
        )}
        <a class="button" href={`/articles/${encodeURIComponent(id)}`}>
          {words.page}
        </a>
        {may('ingest') && (
          <button class="stop" onClick={() => setRemoving(true)}>
            {desk.remove}
          </button>
        )}
      </p>
      <div class="stored-text">{text}</div>
      {removing && (
        <Confirm
          title={words.deleteTitle}
          loss={
            <>
              <p>{words.deleteLoss(title, revision)}</p>
              <p class="quiet">{words.fetched}</p>
            </>
          }
          name={title}
          action={desk.remove}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  )
}

function Facts({ article }: { article: Article }) {
  const { published_at, source, zone, region, url, revision, text } = article
  const facts: [string, string | null][] = [
    [desk.date, published_at],
    [desk.source, source],
    [desk.zone, zone],
    [desk.region, region],
  ]
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {url !== null && (
        <div>
          <dt>{words.url}</dt>
          <dd>{isWeb(url) ? <Outside url={url} /> : url}</dd>
        </div>
      )}
      <div>
        <dt>{desk.state}</dt>
        <dd>{`${words.revision(revision)} · ${words.characters(text.length)}`}</dd>
      </div>
    </dl>
  )
}

function Outside({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  )
}

// An address comes from the article: it may be one that runs a script.
function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url)
}
