// What went wrong, as the content of a page: the fact, what it was about, what to do, and the number that names it in the log.
import type { Language } from '../../language.ts'
import { articleWords } from '../words/article.ts'
import { commonWords } from '../words/common.ts'
import { errorWords, type FailureKind } from '../words/errors.ts'
import { Foreign } from './foreign.tsx'

/** Failures whose detail, which is written for programs, tells a person more than the page's own words. */
export const OPEN_FAILURES: ReadonlySet<FailureKind> = new Set(['refused', 'method', 'not_allowed'])

interface FailureProps {
  kind: FailureKind
  /** What was asked for, as it was asked. */
  path: string
  /** In English, of the API; null: not to be shown. */
  detail: string | null
  /** In seconds; null: coming again is not said to help. */
  retryAfter: number | null
  requestId: string
  /** Where the current revision is, when another was asked for that is not kept. */
  current: string | null
  language: Language
}

/** The page's content. */
export function Failure({ kind, path, detail, retryAfter, requestId, current, language }: FailureProps) {
  const words = errorWords(language)
  return (
    <main id="main" class="sheet failure">
      <h1>{words.title(kind)}</h1>
      <p>
        {words.remedy(kind)}
        {retryAfter !== null && words.again(retryAfter)}
      </p>
      {current !== null && (
        <p>
          <a href={current}>{articleWords(language).toCurrent}</a>
        </p>
      )}
      <dl class="quiet">
        <dt>{words.address}</dt>
        <dd>
          <Foreign text={path} />
        </dd>
        {detail !== null && (
          <>
            <dt>{words.detail}</dt>
            <dd lang="en">
              <Foreign text={detail} />
            </dd>
          </>
        )}
        <dt>{words.request}</dt>
        <dd>{requestId}</dd>
      </dl>
      <p>
        <a class="button" href="/">
          {commonWords(language).home}
        </a>
      </p>
    </main>
  )
}
