// What the readers make of a file's bytes, as a list.
import type { ParseItem } from '../../src/ingest/draft.ts'
import { parseFile } from '../../src/ingest/parse.ts'

export async function parsed(path: string, bytes: Uint8Array): Promise<ParseItem[]> {
  const items: ParseItem[] = []
  for await (const item of parseFile(path, bytes)) items.push(item)
  return items
}
