// An article in the making, shared by the readers.
import type { Draft } from '../article.ts'
import type { Problem } from './kinds.ts'

/** What reading a file gives, one for each article in it. `line`: where it stands in a file of many. */
export type ParseItem = { draft: Draft; line?: number } | { error: Problem }

/** A draft with nothing known but what is given. */
export function newDraft(fields: Partial<Draft> & { text: string }): Draft {
  return {
    id: null,
    title: null,
    published_at: null,
    source: null,
    zone: null,
    region: null,
    url: null,
    warnings: [],
    ...fields,
  }
}

/** The problem of a file in which no article could be found. */
export function noText(path: string, remedy: string): { error: Problem } {
  return { error: { path, fact: 'no article text was found in it', remedy } }
}

/** An absolute http(s) address, or null for anything else. */
export function webAddress(value: string | null | undefined): string | null {
  if (value === null || value === undefined || !/^https?:\/\//i.test(value.trim())) return null
  return URL.canParse(value.trim()) ? value.trim() : null
}
