// Pages that say what went wrong, for people. It draws problems; which of them are drawn is not its matter.
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Failure, OPEN_FAILURES } from '../../web/view/failure.tsx'
import { Header, Page } from '../../web/view/page.tsx'
import { commonWords } from '../../web/words/common.ts'
import { errorWords, type FailureKind } from '../../web/words/errors.ts'
import type { WithAssets } from '../deps.ts'
import { OWN_PATH_LENGTH, type DrawProblem, type Problem } from '../problem.ts'
import { ownAddress, preferencesOf, sendPage } from './page.ts'

/** Draws a problem as a page, in the visitor's language. */
export function problemPages({ assets }: WithAssets): DrawProblem {
  return async function drawProblem(c, problem, retryAfter) {
    const preferences = preferencesOf(c)
    const { language } = preferences
    const kind = kindOf(problem)
    const page = (
      <Page
        kind="error"
        title={`${errorWords(language).title(kind)} – ${commonWords(language).name}`}
        preferences={preferences}
        styles={[assets.named('article.css').path]}
        hidden
      >
        <Header preferences={preferences} held={null} here={ownAddress(c)} />
        <Failure
          kind={kind}
          path={c.req.path.slice(0, OWN_PATH_LENGTH)}
          detail={OPEN_FAILURES.has(kind) ? problem.detail : null}
          retryAfter={problem.status === 429 || problem.status === 503 ? retryAfter : null}
          requestId={problem.request_id}
          current={kind === 'no_revision' ? new URL(c.req.url).pathname : null}
          language={language}
        />
      </Page>
    )
    return sendPage(c, page, { status: problem.status as ContentfulStatusCode })
  }
}

function kindOf({ code, status }: Problem): FailureKind {
  return CODES[code] ?? STATUSES[status] ?? (status >= 500 ? 'broken' : 'refused')
}

const CODES: Readonly<Record<string, FailureKind>> = {
  article_not_found: 'no_article',
  revision_not_found: 'no_revision',
}

const STATUSES: Readonly<Record<number, FailureKind>> = {
  401: 'no_key',
  403: 'not_allowed',
  404: 'missing',
  405: 'method',
  429: 'too_many',
  503: 'away',
}
