// Articles as many as a test wants, each told from the others and from its own other versions by every sentence it has.
import { newDraft } from '../../src/ingest/draft.ts'
import type { Draft } from '../../src/article.ts'

/** The id of article `n`. */
export function idAt(n: number): string {
  return `新闻${n}`
}

/** A word that only this version of this article holds. */
export function wordAt(n: number, version: number): string {
  return `k${n}v${version}`
}

/** Article `n` in a version: one passage or two, every eighth of them several. */
export function newsAt(n: number, version: number): Draft {
  const word = wordAt(n, version)
  const sentences = Array.from(
    { length: n % 8 === 7 ? 24 : 3 + 3 * (n % 4) },
    (_, i) =>
      `${word}报道，第${n}号开发区第${i}期项目签约，总投资${n * 7 + i}.${version}亿元，建设用地${i + version}00亩。`,
  )
  return newDraft({
    id: idAt(n),
    title: `第${n}号开发区签约（${word}）`,
    published_at: `2022-03-${String(1 + (n % 28)).padStart(2, '0')}`,
    zone: `第${n % 7}号开发区`,
    text: sentences.join(n % 2 === 0 ? '' : '\n'),
  })
}

/** Articles as lines of JSON, which are kept as they are. */
export function linesOf(drafts: readonly Draft[]): string {
  return drafts
    .map(({ id, title, published_at, zone, text }) =>
      JSON.stringify({ id, title, date: published_at, zone, text }),
    )
    .join('\n')
}
