// What stands beside the text of an article: how to cite it, who else reports it, its revisions, and its origin on paper.
import type { ArticleMeta } from '../../article.ts'
import type { Related } from '../../article-contract.ts'
import type { Language } from '../../language.ts'
import { articleAddress } from '../article-address.ts'
import { citationOf } from '../citation.ts'
import { safeUrl } from '../safe-url.ts'
import { articleWords } from '../words/article.ts'
import { Foreign } from './foreign.tsx'

/** Of a story that went through many papers. */
const MOST_REPORTS = 20

interface CitationProps {
  article: Pick<ArticleMeta, 'title' | 'source' | 'published_at' | 'url'>
  /** Address of this page. */
  here: string
  /** Today, `YYYY-MM-DD`. */
  day: string
  language: Language
}

/** A line to be copied: selected as a whole by a click, and by a button where there is a script. */
export function Citation({ article, here, day, language }: CitationProps) {
  const words = articleWords(language)
  return (
    <details class="citation">
      <summary>{words.cite}</summary>
      <p id="citation" dir="auto">
        {citationOf({ article, here, day, language })}
      </p>
      <button type="button" id="copy" hidden>
        {words.copy}
      </button>
      <span id="copied" role="status"></span>
    </details>
  )
}

/** Other articles that tell the same story; nothing without any. */
export function OtherReports({
  articles,
  language,
}: {
  articles: readonly ArticleMeta[]
  language: Language
}) {
  if (articles.length === 0) return null
  const words = articleWords(language)
  return (
    <section>
      <h2>{words.sameStory}</h2>
      <ul>
        {articles.slice(0, MOST_REPORTS).map(({ id, title, source, published_at }) => (
          <li>
            <a href={articleAddress({ id })} dir="auto">
              {title}
            </a>
            <span class="meta">
              {source !== null && <Foreign text={source} />}
              <span>{published_at ?? words.undated}</span>
            </span>
          </li>
        ))}
      </ul>
      {articles.length > MOST_REPORTS && (
        <p class="quiet">{words.moreReports(articles.length - MOST_REPORTS)}</p>
      )}
    </section>
  )
}

interface RevisionsProps extends Pick<Related, 'revisions'> {
  id: string
  shown: number
  /** Null when this reader may not see the current one. */
  current: number | null
  language: Language
}

/** The revisions that are kept, newest first, and a word on those that are not. */
export function Revisions({ id, revisions, shown, current, language }: RevisionsProps) {
  const words = articleWords(language)
  const before = (revisions[0] ?? 1) - 1
  return (
    <section>
      <h2>{words.revisions}</h2>
      {revisions.length > 1 ? (
        <ul class="revisions">
          {revisions.toReversed().map((revision) => (
            <li>
              {revision === shown ? (
                <span aria-current="page">{words.revision(revision)}</span>
              ) : (
                <a href={articleAddress({ id, revision })}>{words.revision(revision)}</a>
              )}
              <span class="meta">
                {revision === current && <span>{words.isCurrent}</span>}
                {revision === shown && <span>{words.isShown}</span>}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">
          {words.revision(shown)} · {words.onlyOne}
        </p>
      )}
      {before > 0 && <p class="quiet">{words.lost(1, before)}</p>}
    </section>
  )
}

interface PrintedFromProps {
  url: string | null
  here: string
  day: string
  language: Language
}

/** On paper only: where it is from, since links cannot be followed there. */
export function PrintedFrom({ url, here, day, language }: PrintedFromProps) {
  const words = articleWords(language)
  const original = safeUrl(url)
  return (
    <p class="printed">
      {original !== null && (
        <span>
          {words.original}: <Foreign text={original} />
        </span>
      )}
      <span>
        {words.thisPage}: <Foreign text={here} /> · {words.printed(day)}
      </span>
    </p>
  )
}
