// Golden pages: each imitates a kind of template, in words of our own, and must give exactly its expected draft.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/article.ts'
import { parsed } from './parsed.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'pages')
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))

async function read(name: string): Promise<Draft> {
  const path = join(folder, name)
  const [item] = await parsed(path, readFileSync(path))
  if (item === undefined || !('draft' in item)) throw new Error(`${name}: ${JSON.stringify(item)}`)
  return item.draft
}

describe('saved pages', () => {
  it('are at least sixty kinds', () => {
    expect(pages.length).toBeGreaterThanOrEqual(60)
  })

  it.each(pages)('%s gives its expected fields and text', async (name) => {
    const { title, published_at, source, zone, region, url, text } = await read(name)
    const expected: unknown = JSON.parse(
      readFileSync(join(folder, name.replace(/html$/, 'expected.json')), 'utf8'),
    )
    expect({ title, published_at, source, zone, region, url, text }).toEqual(expected)
  })

  it('warns of a printed date that does not exist', async () => {
    expect((await read('bad-date.html')).warnings.join()).toContain('2022-02-30')
  })

  it('says when the article was read from data or from a hidden part', async () => {
    expect((await read('json-ld-shell.html')).warnings.join()).toContain('data inside the page')
    expect((await read('hidden-until-shown.html')).warnings.join()).toContain('hidden')
  })
})
