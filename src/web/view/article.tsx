// An article as a page: what it says, where it is from, and what else is known of it.
import type { Article, ArticleMeta } from '../../article.ts'
import type { Related } from '../../article-contract.ts'
import type { Language } from '../../language.ts'
import { articleAddress } from '../article-address.ts'
import { safeUrl } from '../safe-url.ts'
import type { Span, SpanFault } from '../spans.ts'
import { articleWords } from '../words/article.ts'
import { ArticleBody, markId } from './article-body.tsx'
import { Citation, OtherReports, PrintedFrom, Revisions } from './article-beside.tsx'
import { Foreign } from './foreign.tsx'
import { OutsideLink } from './outside-link.tsx'

export interface ArticleViewProps extends Related {
  article: Article
  /** Number of the current revision; null when this reader may not see it. */
  current: number | null
  /** To be marked; in order, without overlaps. */
  spans: readonly Span[]
  faults: readonly SpanFault[]
  language: Language
  /** Address of this page, without parameters. */
  here: string
  /** Today, `YYYY-MM-DD`. */
  day: string
}

/** The page's content. */
export function ArticleView(props: ArticleViewProps) {
  const { article, current, spans, faults, language, here, day } = props
  const words = articleWords(language)
  return (
    <main id="main" class="sheet">
      <article>
        <OlderNotice article={article} current={current} language={language} />
        <header>
          <h1 dir="auto">{article.title}</h1>
          <Meta article={article} language={language} />
          <Actions {...props} />
        </header>
        {faults.map((fault) => (
          <p class="notice" role="status">
            {words.fault(fault, article.text.length)}
          </p>
        ))}
        <p class="notice" id="fault" role="status" hidden></p>
        <MarkedNotice spans={spans} language={language} />
        <ArticleBody text={article.text} spans={spans} />
      </article>
      <footer class="beside">
        <OtherReports articles={props.same_story} language={language} />
        <Revisions
          id={article.id}
          revisions={props.revisions}
          shown={article.revision}
          current={current}
          language={language}
        />
      </footer>
      <PrintedFrom url={article.url} here={here} day={day} language={language} />
    </main>
  )
}

// --- Internal helpers ---

type Part = Pick<ArticleViewProps, 'article' | 'current' | 'language'>

function OlderNotice({ article: { id, revision }, current, language }: Part) {
  if (current === null || current === revision) return null
  const words = articleWords(language)
  return (
    <p class="notice" role="note">
      {words.older(revision, current)}
      <a href={articleAddress({ id })}>{words.toCurrent}</a>
    </p>
  )
}

function Meta({ article, language }: { article: ArticleMeta; language: Language }) {
  const { source, zone, region, published_at } = article
  const places = [source, zone, region].filter((one) => one !== null)
  return (
    <p class="meta">
      {places.map((place) => (
        <Foreign text={place} />
      ))}
      {published_at === null ? (
        <span>{articleWords(language).undated}</span>
      ) : (
        <time datetime={published_at}>{published_at}</time>
      )}
    </p>
  )
}

function Actions(props: ArticleViewProps) {
  const { article, revisions, spans, language, here, day } = props
  const words = articleWords(language)
  const previous = revisions.findLast((revision) => revision < article.revision)
  const first = spans[0]
  return (
    <div class="actions">
      {safeUrl(article.url) === null ? (
        <span class="quiet">{words.noOriginal}</span>
      ) : (
        <OutsideLink
          url={article.url}
          quote={first && article.text.slice(first.start, first.end)}
          id="original"
        >
          {words.original}
        </OutsideLink>
      )}
      {previous !== undefined && (
        <a href={articleAddress({ id: article.id, revision: previous })}>{words.previous}</a>
      )}
      <Citation article={article} here={here} day={day} language={language} />
    </div>
  )
}

function MarkedNotice({ spans, language }: Pick<ArticleViewProps, 'spans' | 'language'>) {
  const words = articleWords(language)
  return (
    <p class="marked quiet" id="marked" hidden={spans.length === 0}>
      <span>{words.marked(spans.length)}</span>
      {spans.map((span, i) => (
        <a href={`#${markId(span)}`}>{spans.length === 1 ? words.toMark : words.place(i + 1)}</a>
      ))}
    </p>
  )
}
