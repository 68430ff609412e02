// Which addresses of a source count: patterns with `*`, matched in time bounded by length × length of the pattern.
import type { SourceFields } from './source.ts'

/** Whether an address is included and not excluded. */
export function counts(
  url: string,
  { include, exclude }: Pick<SourceFields, 'include' | 'exclude'>,
): boolean {
  const fits = (pattern: string): boolean => matches(pattern, partOf(pattern, url))
  return (include.length === 0 || include.some(fits)) && !exclude.some(fits)
}

/** Whether a text is what a pattern says: `*` stands for any characters, everything else for itself. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0]!
  if (parts.length === 1) return text === pattern
  const last = parts.at(-1)!
  if (!text.startsWith(first)) return false
  let at = first.length
  // The leftmost place of each part leaves most for those behind it: no other need be tried.
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

function partOf(pattern: string, url: string): string {
  if (!pattern.startsWith('/') || !URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}
