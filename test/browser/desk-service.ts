// The console over a service that is real but for the models and the fetching: articles, jobs, answers, groups, pins, keys and
// sources, all in memory; and steps that tests of its pages share.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openAnswers } from '../../src/answers/open.ts'
import { createChannels } from '../../src/channels/channels.ts'
import { createChannelStore } from '../../src/channels/sql-channels.ts'
import { createAsker } from '../../src/ask.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { openSources } from '../../src/node-sources.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { nearEmbedder } from '../answers/service.ts'
import { fakeEmbedder, fakeReader, noLanguage, trusting } from '../fakes.ts'
import { testService } from '../service.ts'
import { startSite } from '../sources/site.ts'
import { axeFindings, expectNoSideways, shoot, WIDTHS, type useBrowser, type Visit } from './browser.ts'
import { consoleAccess, signIn } from './console-service.ts'

/** What the reader takes for an answer wherever a text holds it. */
const ANSWERS = { '2027年6月': 6, '1亿美元': 6 }

/** The service, its parts for the server, and what a test does with it by hand. */
export async function deskService() {
  const access = await consoleAccess()
  const embedder = fakeEmbedder()
  const service = await testService({ embedder })
  const site = await startSite()
  const { store, vectors, sql, articles, jobs, search } = service
  const article = (id: string, revision?: number) => store.get(id, revision)
  const asker = createAsker({
    retriever: createRetriever({ store, vectors, embedder, language: noLanguage }),
    reader: fakeReader(ANSWERS),
    calibration: trusting,
    language: noLanguage,
    newest: createNewest(store),
    index: async () => ({ name: 't', built_at: null, articles: 0, embedder: embedder.id, reader: 'fake' }),
  })
  const opened = openAnswers({
    sql,
    days: 90,
    engine: { embedder: nearEmbedder(), article, ask: asker.ask, stream: asker.stream },
  })
  const sources = await openSources(
    { fetch: { allow: [`127.0.0.1:${site.port}`], delayMs: 0, contact: 'https://example.com/bot' } },
    { article, articles },
    sql,
    { writable: true, sleep: async () => undefined, onError: () => undefined },
  )
  const channels = createChannels({ store: createChannelStore(sql) })
  const { ask, stream, answers, pins } = opened
  const deps = {
    ...access.deps,
    ask,
    stream,
    search,
    article,
    articles,
    jobs,
    answers,
    pins,
    channels,
    sources: sources.service,
  } satisfies Partial<AppDeps>
  const put = (id: string, fields: Partial<Parameters<typeof articles.put>[1]> & { text: string }) =>
    articles.put(id, {
      title: null,
      published_at: '2022-03-04',
      source: '丹阳日报',
      zone: '江苏丹阳经济开发区',
      region: '镇江',
      url: null,
      ...fields,
    })
  return {
    ...access,
    ...service,
    ...opened,
    deps,
    site,
    put,
    close: async () => {
      await sources.close()
      await opened.close()
      await jobs.close()
      await site.close()
      await access.close()
    },
  }
}

/** Look at a page of the console: on a phone nothing hangs over, and axe finds nothing, light or dark. */
export async function lookAt({ page }: Visit, name: string): Promise<void> {
  if (process.env['TOUWEN_SHOTS'] !== undefined) await shootAll(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 780 })
  await expectNoSideways(page)
  expect(await axeFindings(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectNoSideways(page)
}

async function shootAll(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 500 ? 780 : 900 })
    await shoot(page, `${name}-${width}`)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await axeFindings(page)).toEqual([])
}

/** The console of a server, entered once for a file of tests by a key of these scopes. */
export function useConsole(
  browser: ReturnType<typeof useBrowser>,
  server: { readonly url: string },
  key: string,
) {
  let visit: Visit
  beforeAll(async () => {
    visit = await browser.visit(`${server.url}/console/settings`)
    visit.page.setDefaultTimeout(8000)
    await signIn(visit, key)
  })
  afterAll(() => visit?.close())
  return {
    /** A page of the console; what the browser complains of from now on is `complaints`. */
    open: async (path: string): Promise<Visit> => {
      visit.complaints.length = 0
      await visit.page.goto(`${server.url}/console/${path}`)
      return visit
    },
  }
}
