// Bodies beyond the limit of each operation that takes one, without a Content-Length, by a client that would never stop; and
// uploads that are deeper or wider than anything.
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { SCOPES } from '../../src/keys/principal.ts'
import { described } from '../http/described.ts'
import { server } from '../http/real.ts'
import { linesFile, testService } from '../service.ts'

const { rows } = await described()
const BY_ALL = { authenticate: async () => ({ id: 'key_1', scopes: new Set(SCOPES) }), maxUpload: 200_000 }
const LARGEST = 4_000_000

it.each(rows.filter(({ operation }) => operation.requestBody !== undefined))(
  '$name ends a body in chunks that has no end: 413',
  async ({ method, path, operation }) => {
    const { url } = await server(BY_ALL)
    for (const type of Object.keys(operation.requestBody!.content)) {
      const boundary = type === 'multipart/form-data' ? '; boundary=b' : ''
      const sending = httpRequest(url + path.replaceAll(/\{\w+\}/g, 'x'), {
        method,
        headers: { 'Content-Type': `${type}${boundary}`, Accept: 'application/json, text/event-stream' },
      })
      sending.on('error', () => undefined)
      const replied = new Promise<IncomingMessage>((resolve) => sending.once('response', resolve))
      const over = new AbortController()
      sending.once('response', () => over.abort())
      let sent = 0
      sending.write('{"x":"')
      while (!over.signal.aborted && sent < 4 * LARGEST) {
        const chunk = 'x'.repeat(50_000)
        sent += chunk.length
        sending.write(chunk)
        await new Promise((resolve) => setImmediate(resolve))
      }
      const response = await replied
      expect([type, response.statusCode]).toEqual([type, 413])
      expect(JSON.parse(await text(response))).toMatchObject({ code: 'body_too_large' })
      sending.destroy()
    }
  },
)

it('an article of 100,000 levels is a failed item, and those beside it are stored', { timeout: 60_000 }, async () => {
  const { jobs, articles, ended } = await testService()
  const deep = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)
  const lists = '['.repeat(100_000) + ']'.repeat(100_000)
  const good = linesFile([{ id: '好', text: '丹阳开发区完成外资到账1亿美元的年度目标任务。' }])
  const bytes = Buffer.concat([
    Buffer.from(`${deep}\n${lists}\n{"id":"深","text":"x","more":${deep}}\n{"id":"列","text":${lists}}\n{"__proto__":{"id":"原","text":"污染"}}\n`),
    good.bytes,
  ])
  const { job } = await jobs.add({ files: [{ name: 'a.jsonl', bytes }], key: null, owner: null })
  const done = await ended(job.id)
  expect(done.counts.added).toBeGreaterThanOrEqual(1)
  expect(done.state).not.toBe('failed')
  const ids = (await articles.list({ filters: {} }, null, 50)).map(({ id }) => id)
  expect(ids).toContain('好')
  expect(ids).not.toContain('原')
  expect(({} as Record<string, unknown>)['text']).toBeUndefined()
}) // prettier-ignore
