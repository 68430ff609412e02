// GET /articles/{id}: an article to be read, with the places that an answer cites.
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Article } from '../../article.ts'
import { AppError } from '../../errors.ts'
import { articleAddress } from '../../web/article-address.ts'
import { plainLine } from '../../web/plain-line.ts'
import { readSpans } from '../../web/spans.ts'
import { ArticleView } from '../../web/view/article.tsx'
import { Header, Page } from '../../web/view/page.tsx'
import { commonWords } from '../../web/words/common.ts'
import { requires } from '../access.ts'
import type { AppDeps, AppEnv, WithAssets } from '../deps.ts'
import { heldTo, holds } from '../within.ts'
import { ownAddress, preferencesOf, sendPage } from './page.ts'

interface ArticlePageDeps extends Pick<AppDeps, 'article' | 'articles'>, WithAssets {
  now?: () => Date
}

/** The route: `?revision=2` an older revision, `?c=0-12` (as often as needed) what is marked. */
export function articlePageRoutes({ article, articles, assets, now = () => new Date() }: ArticlePageDeps) {
  return new Hono<AppEnv>().get('/articles/:id', requires('search'), async (c) => {
    const principal = c.get('principal')
    const own = heldTo(principal, { article })
    const { shown, current } = await found(c, own.article)
    const { revisions, same_story } = await articles.related(shown)
    const { spans, faults } = readSpans(c.req.queries('c') ?? [], shown.text.length)
    const preferences = preferencesOf(c)
    const { language } = preferences
    const { id, revision } = shown
    const path = articleAddress(revision === current ? { id } : { id, revision })
    const page = (
      <Page
        kind="article"
        title={`${plainLine(shown.title, 80)} – ${commonWords(language).name}`}
        preferences={preferences}
        styles={[assets.named('article.css').path]}
        scripts={[assets.named('article.js').path]}
      >
        <Header preferences={preferences} held={null} here={ownAddress(c)} />
        <ArticleView
          article={shown}
          current={current}
          revisions={revisions}
          same_story={same_story.filter((other) => holds(principal, other))}
          spans={spans}
          faults={faults}
          language={language}
          here={new URL(path, c.req.url).href}
          day={dayOf(now())}
        />
      </Page>
    )
    return sendPage(c, page, { revalidated: true })
  })
}

// --- Internal helpers ---

// The article of the address, and the number of the current revision where this reader may see that.
async function found(
  c: Context<AppEnv>,
  article: AppDeps['article'],
): Promise<{ shown: Article; current: number | null }> {
  const id = c.req.param('id') ?? ''
  const asked = c.req.query('revision')
  const current = await article(id)
  if (asked === undefined || asked === String(current?.revision)) {
    if (current === null) throw missing('article_not_found', `there is no article “${id.slice(0, 100)}”`)
    return { shown: current, current: current.revision }
  }
  const older = /^[1-9]\d{0,8}$/.test(asked) ? await article(id, Number(asked)) : null
  if (older === null) {
    throw current === null
      ? missing('article_not_found', `there is no article “${id.slice(0, 100)}”`)
      : missing('revision_not_found', `“${id.slice(0, 100)}” has no revision “${asked.slice(0, 20)}”`)
  }
  return { shown: older, current: current?.revision ?? null }
}

function missing(code: 'article_not_found' | 'revision_not_found', fact: string): AppError {
  return new AppError(code, 404, `${fact}; take an address from an answer`)
}

// Where the server stands: its readers are mostly there too.
function dayOf(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
