// A title for an article that brings none: its first sentence, at most 40 characters.
import { sentences } from '../text.ts'

const MAXIMUM = 40

/** Title derived from a text; never empty for a text that holds any character. */
export function deriveTitle(text: string): string {
  const first = sentences(text.slice(0, 400))[0]
  const sentence = first === undefined ? text.trim() : text.slice(first.start, first.end)
  // Re-posts begin “原标题：…”: the label is not part of the title.
  const title = sentence.replace(/^原(?:标)?题[：:]\s*/, '')
  return cutAt(title === '' ? sentence : title, MAXIMUM)
}

function cutAt(text: string, maximum: number): string {
  const cut = text.slice(0, maximum)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
