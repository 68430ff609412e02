// Loading over a real listening server: a form, its job, and what a search finds while and after it is done.
import { request as httpRequest } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import type { AppDeps } from '../../src/http/deps.ts'
import { listen } from '../../src/http/serve.ts'
import type { Job } from '../../src/job-contract.ts'
import { fakeEmbedder } from '../fakes.ts'
import { testService } from '../service.ts'
import { fakeApp } from './fakes.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

const TEXT = '示例开发区完成外资到账1亿美元的年度目标任务。'

async function server(deps: Partial<AppDeps> = {}) {
  const inner = fakeEmbedder()
  // As slow as a model, so that a load takes a while.
  const embedder = {
    ...inner,
    embedPassages: async (texts: string[]) => {
      await new Promise((resolve) => setTimeout(resolve, 2 * texts.length))
      return inner.embedPassages(texts)
    },
  }
  const service = await testService({ embedder })
  const { app } = fakeApp({
    article: (id, revision) => service.store.get(id, revision),
    articles: service.articles,
    jobs: service.jobs,
    search: service.search,
    authenticate: async () => ({ id: 'key_1', scopes: new Set(['search', 'ingest'] as const) }),
    ...deps,
  })
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 })
  running.push(close, service.jobs.close)
  return { ...service, url }
}

it('takes files, goes on answering, and finds them when the job says so', async () => {
  const { url } = await server()
  const form = new FormData()
  const lines = Array.from({ length: 300 }, (_, i) =>
    JSON.stringify({ id: `n${i}`, text: `第${i}篇：${TEXT}` }),
  )
  form.append('file', new File([lines.join('\n')], '新闻.jsonl'))
  form.append(
    'file',
    new File([`青石岭签约\n发布时间：2024-05-06\n青石岭园区签约氢能项目，总投资46亿元。`], 'b.txt'),
  )
  form.append('file', new File(['x'], 'c.xlsx'))
  const accepted = await fetch(`${url}/v1/articles`, {
    method: 'POST',
    body: form,
    headers: { 'Idempotency-Key': 'first' },
  })
  expect(accepted.status).toBe(202)
  const location = `${url}${accepted.headers.get('Location')}`
  const stalls: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    stalls.push(performance.now() - last)
    last = performance.now()
  }, 1)
  const seen: number[] = []
  let job: Job
  for (;;) {
    job = (await (await fetch(location)).json()) as Job
    seen.push(job.progress.items_done)
    if (job.finished_at !== null) break
    const found = await fetch(`${url}/v1/articles?limit=1`)
    expect(found.status).toBe(200)
  }
  clearInterval(timer)
  expect(job).toMatchObject({
    state: 'done',
    counts: { added: 301, failed: 1 },
    progress: { items_done: 302, items_total: 302, passages_done: 301, passages_total: 301 },
    items: [
      { name: 'c.xlsx', outcome: 'failed' },
      ...Array.from({ length: 99 }, () => ({ outcome: 'added' })),
    ],
  })
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.some((done) => done > 1 && done < 302)).toBe(true)
  // Far above what it takes on a quiet machine, far below the load at a stretch.
  expect(Math.max(...stalls)).toBeLessThan(500)
  expect(job.searchable_at).not.toBeNull()
  const search = await fetch(`${url}/v1/search`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '青石岭氢能项目' }),
  })
  const { hits } = (await search.json()) as { hits: { article: { title: string; published_at: string } }[] }
  expect(hits[0]?.article).toMatchObject({ title: '青石岭签约', published_at: '2024-05-06' })
})

it('puts, reads, and deletes with ETags', async () => {
  const { url } = await server()
  const at = `${url}/v1/articles/${encodeURIComponent('园区/1')}`
  const put = (text: string, headers: Record<string, string> = {}) =>
    fetch(at, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ text }),
    })
  const created = await put(TEXT)
  expect([created.status, created.headers.get('ETag')]).toEqual([201, '"1"'])
  const tag = created.headers.get('ETag')!
  expect((await fetch(at, { headers: { 'If-None-Match': tag } })).status).toBe(304)
  expect((await put(`${TEXT}改。`, { 'If-Match': tag })).headers.get('ETag')).toBe('"2"')
  expect((await put(`${TEXT}再改。`, { 'If-Match': tag })).status).toBe(412)
  expect((await fetch(`${at}?revision=1`)).headers.get('ETag')).toBe('"1"')
  expect((await fetch(at, { method: 'DELETE', headers: { 'If-Match': '"2"' } })).status).toBe(204)
  expect((await fetch(at)).status).toBe(404)
})

it('cuts off an upload beyond the limit before it has ended', async () => {
  const { url, jobs } = await server({ maxUpload: 100_000 })
  const sending = httpRequest(`${url}/v1/articles`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
  })
  sending.on('error', () => undefined)
  sending.write('x'.repeat(150_000))
  const status = await new Promise((resolve) =>
    sending.once('response', (response) => resolve(response.statusCode)),
  )
  sending.destroy()
  expect(status).toBe(413)
  expect(await jobs.list({}, null, 10)).toEqual([])
})
