// Search hits as a person reads them on a terminal. Pure.
import type { SearchHit } from '../contract.ts'
import { articleLine } from './format-answer.ts'
import { oneLine, type Styles } from './terminal.ts'

/** All hits, best first, ending in a line break. */
export function formatHits(hits: readonly SearchHit[], styles: Styles): string {
  if (hits.length === 0) return '没有找到。\n'
  return `${hits.map((hit, i) => formatHit(hit, i + 1, styles)).join('\n\n')}\n`
}

function formatHit({ article, start, end, text, score }: SearchHit, rank: number, styles: Styles): string {
  const others = article.same_story.length
  const story = others === 0 ? '' : ` (+${others} 篇同一报道)`
  return [
    `${rank}. ${styles.bold(articleLine(article))}${story}`,
    `   ${oneLine(text)}`,
    `   ${styles.dim(`${oneLine(article.id)} · ${start}–${end} · ${score.toFixed(3)}`)}`,
  ].join('\n')
}
