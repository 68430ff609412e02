import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { SiteChrome } from '../../src/reading.ts'
import { readDocuments, type WebDocument } from '../../src/ingest/web.ts'
import { articlePage, paragraphs } from '../sources/site.ts'

const page = (n: number, more: Partial<WebDocument> = {}): WebDocument => ({
  url: `https://news.example/a/${n}.html`,
  ending: 'html',
  charset: 'utf-8',
  id: null,
  bytes: Buffer.from(articlePage(`第${n}号项目签约`, ...paragraphs(n))),
  ...more,
})

/** What is remembered of sites, as of one source. */
function memory(known: SiteChrome[] = []) {
  const sites = new Map(known.map((one) => [one.site, one]))
  return {
    sites,
    known: async (site: string) => sites.get(site) ?? null,
    learned: async (one: SiteChrome) => void sites.set(one.site, one),
  }
}

const textOf = (result: Awaited<ReturnType<typeof readDocuments>>[number] | undefined): string =>
  result !== undefined && 'draft' in result ? result.draft.text : JSON.stringify(result)

describe('documents from the Web', () => {
  it('are read by what the server says of their charset where they say nothing themselves', async () => {
    const bare = articlePage('签约', ...paragraphs(1)).replace('<meta charset="utf-8">', '')
    const gbk = iconv.encode(bare, 'gbk')
    const results = await readDocuments(
      [
        page(1, { bytes: gbk, charset: 'gbk' }),
        page(2, { bytes: gbk, charset: 'utf-8' }),
        page(3, { charset: 'gbk' }),
      ],
      memory(),
    )
    for (const [i, result] of results.entries())
      expect(textOf(result)).toContain(`第${i === 2 ? 3 : 1}号项目日前`)
  })

  it('have the address they were fetched from and the id they had', async () => {
    const bytes = Buffer.from(articlePage('签约', ...paragraphs(1)).replace('<head>', '<head><link rel="canonical" href="https://gov.example/x">')) // prettier-ignore
    const results = await readDocuments([page(1, { bytes }), page(2, { id: 'a-known' })], memory())
    expect(results).toMatchObject([
      { draft: { url: 'https://news.example/a/1.html', id: null } },
      { draft: { url: 'https://news.example/a/2.html', id: 'a-known' } },
    ])
  })

  it('lose the lines of their site, learned together and remembered for one that comes alone', async () => {
    const line = '欢迎您来投资兴业'
    const own = memory()
    for (const result of await readDocuments([1, 2, 3, 4].map((n) => page(n)), own)) expect(textOf(result)).not.toContain(line) // prettier-ignore
    expect([...own.sites.keys()]).toEqual(['news.example'])
    expect(textOf((await readDocuments([page(9)], own))[0])).not.toContain(line)
    expect(textOf((await readDocuments([page(9)], memory()))[0])).toContain(line)
    // What was learned of one site says nothing of another.
    expect(textOf((await readDocuments([page(9, { url: 'https://other.example/9' })], own))[0])).toContain(
      line,
    )
  })

  it('are refused one by one', async () => {
    const results = await readDocuments(
      [
        page(1),
        page(2, { bytes: Buffer.from('<html></html>') }),
        page(3, { bytes: Buffer.alloc(3_000_000, 'x') }),
      ],
      memory(),
    )
    expect(results.map((one) => 'draft' in one)).toEqual([true, false, false])
    expect(results[2]).toMatchObject({
      fact: expect.stringMatching(/3000000 bytes/),
      remedy: expect.any(String),
    })
  })
})
