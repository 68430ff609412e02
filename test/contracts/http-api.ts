// What a whole service must do over HTTP, wherever it runs: on Node and on Workers the same assertions. Where one may do less
// is named by its caller, with the reason.
import { afterAll, beforeAll, describe } from 'vitest'
import { readArticles } from '../../src/ingest/read-articles.ts'
import { accessSuite } from './http-api/access.ts'
import { articlesSuite } from './http-api/articles.ts'
import { askingSuite } from './http-api/asking.ts'
import { channelsSuite } from './http-api/channels.ts'
import { pagesSuite } from './http-api/pages.ts'
import { caller, keyed, type Lacks, type Served, type Setting, type Suite } from './http-api/served.ts'
import { sourcesSuite } from './http-api/sources.ts'
import { startSite, type Site } from '../sources/site.ts'

/** Run all suites over a service that holds no article yet, and whose keys, limits and settings are those of the beginning. */
export function httpApiContract(
  name: string,
  start: (setting: Setting) => Promise<Served>,
  lacks: Lacks = {},
): void {
  describe(`HTTP API: ${name}`, () => {
    let served: Served | undefined
    let site: Site | undefined
    const suite: Suite = { served: () => served!, lacks }

    beforeAll(async () => {
      site = await startSite()
      served = await start({ fetchAllow: `127.0.0.1:${site.port}` })
      const { items } = await readArticles({ paths: ['data/articles'] })
      for (const [i, item] of items.entries()) {
        if (!('text' in item)) throw new Error('an article of the samples cannot be read')
        const { title, published_at, source, zone, region, url, text } = item
        const body = { title, published_at, source, zone, region, url, text }
        const put = await caller(suite)(`/v1/articles/a${i}`, body, keyed(suite, { method: 'PUT' }))
        if (put.status !== 201) throw new Error(`article ${i}: ${put.status} ${await put.text()}`)
      }
      await served.settle()
    })
    afterAll(async () => {
      await served?.close()
      await site?.close()
    })

    for (const one of [articlesSuite, askingSuite, accessSuite, pagesSuite, channelsSuite]) one(suite)
    sourcesSuite(suite, () => site!)
  })
}
