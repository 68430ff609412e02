// The real program as a process: watched, backed up while it writes, stopped, restored.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseExposition, valueOf } from '../observe/exposition.ts'

const QUESTION = '示例开发区的外资到账目标是多少'
let directory: string
const children: { kill(signal: NodeJS.Signals): unknown }[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-operations-'))
  await mkdir(join(directory, 'news'))
  const articles = Array.from({ length: 5 }, (_, i) => ({
    id: `a${i}`,
    title: `示例开发区新闻${i}`,
    date: '2022-03-04',
    zone: '示例开发区',
    text:
      i === 0
        ? '2022年3月4日，示例开发区召开大会。示例开发区全年完成外资到账1亿美元的年度目标任务。'
        : `第${i}家企业落户示例开发区，总投资${i}亿元，建设用地${i}00亩。`,
  }))
  await writeFile(
    join(directory, 'news', 'a.jsonl'),
    articles.map((one) => `${JSON.stringify(one)}\n`).join(''),
  )
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(directory, { recursive: true, force: true })
})

function start(args: string[], settings: Record<string, string> = {}, node: string[] = []) {
  const env = {
    ...process.env,
    TOUWEN_INDEX: join(directory, 'index'),
    TOUWEN_ARTICLES: join(directory, 'news'),
    ...settings,
  }
  const child = spawn(process.execPath, ['--import', 'tsx', ...node, 'src/cli/main.ts', ...args], { env })
  children.push(child)
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  return { child, exit }
}

async function touwen(args: string[], settings: Record<string, string> = {}) {
  const { child, exit } = start(args, settings)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

/** A serving process: its addresses, all that it says, and its end. */
async function serving(settings: Record<string, string> = {}, node: string[] = []) {
  const { child, exit } = start(['start', '--port', '0'], { TOUWEN_METRICS_PORT: '0', ...settings }, node)
  let err = ''
  let out = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  const records = (): Record<string, unknown>[] =>
    err
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  const event = async (name: string): Promise<Record<string, unknown>> => {
    for (let i = 0; i < 2000; i += 1) {
      const found = records().find((record) => record['event'] === name)
      if (found !== undefined) return found
      await setTimeout(20)
    }
    throw new Error(`no event ${name} in: ${err}`)
  }
  const url = String((await event('serving'))['url'])
  const monitor = String((await event('monitoring'))['url'])
  return { child, exit, url, monitor, event, records, out: () => out }
}

function ask(url: string): Promise<Response> {
  return fetch(`${url}/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question: QUESTION, asked_at: '2022-06-01T00:00:00Z' }),
  })
}

/** What of an answer depends on the index and the question alone. */
function content(answer: Record<string, unknown>): unknown {
  return { ...answer, id: null, timings_ms: null, index: null }
}

// Each starts several processes that load the models.
describe('the program', { timeout: 120_000 }, () => {
  it('is watched while it serves, finishes what is in hand when it is told to stop, and ends with code 0', async () => {
    const { child, exit, url, monitor, event, records, out } = await serving(
      { TOUWEN_STOP_DELAY_MS: '700' },
      ['--import', './test/cli/tracing.ts'],
    )
    expect(await event('ingested')).toMatchObject({ level: 'info', added: 5, failed: 0 })
    const ready = await fetch(`${url}/readyz`)
    expect(ready.status).toBe(200)
    const { checks } = (await ready.json()) as { checks: { name: string; ms: number }[] }
    expect(checks.map(({ name }) => name)).toEqual(['store', 'vectors', 'models', 'records', 'disk'])
    expect(checks.filter(({ ms }) => !(ms >= 0))).toEqual([])

    const first = await ask(url)
    expect(first.headers.get('Server-Timing')).toMatch(/read;dur=[\d.]+, total;dur=/)
    expect(await first.json()).toMatchObject({ outcome: 'answered', answer: '1亿美元' })
    const families = parseExposition(await (await fetch(`${monitor}/metrics`)).text())
    expect(valueOf(families, 'touwen_questions_total', { outcome: 'answered', reason: '' })).toBe(1)
    expect(valueOf(families, 'touwen_index_size', { kind: 'articles' })).toBe(5)
    expect((await fetch(`${url}/metrics`)).status).toBe(401)

    const inHand = Array.from({ length: 8 }, () => ask(url))
    await setTimeout(30)
    child.kill('SIGTERM')
    await event('stopping')
    for (const at of [url, monitor]) {
      const response = await fetch(`${at}/readyz`)
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({
        code: 'not_ready',
        checks: [{ name: 'serving', ok: false }],
      })
    }
    expect((await fetch(`${monitor}/livez`)).status).toBe(200)
    expect((await Promise.all(inHand)).map(({ status }) => status)).toEqual(
      Array.from({ length: 8 }, () => 200),
    )
    expect(await exit).toEqual([0, null])
    expect(await event('stopped')).toMatchObject({ level: 'info' })

    const asked = records().filter(({ route }) => route === '/v1/ask')
    expect(asked).toHaveLength(9)
    expect(asked[0]).toMatchObject({ outcome: 'answered', status: 200, level: 'info' })
    expect(JSON.stringify(records())).not.toContain(QUESTION)

    const spans = out()
      .split('\n')
      .filter((line) => line.startsWith('span '))
      .map((line) => JSON.parse(line.slice(5)) as { name: string; spanId: string; parent: string | null })
    const request = spans.find(({ name }) => name === 'POST /v1/ask')
    const below = spans.filter(({ parent }) => parent === request!.spanId).map(({ name }) => name)
    expect(below).toEqual(['retrieve', 'read'])
  })

  it('ends at once at a second signal', async () => {
    const { child, exit, event } = await serving({ TOUWEN_STOP_DELAY_MS: '60000' })
    child.kill('SIGINT')
    await event('stopping')
    const began = performance.now()
    child.kill('SIGINT')
    expect(await exit).toEqual([null, 'SIGINT'])
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('goes on when nobody reads what it logs', async () => {
    const { child, exit, url } = await serving()
    child.stderr.destroy()
    for (let i = 0; i < 3; i += 1) {
      expect((await fetch(`${url}/livez`)).status).toBe(200)
      await setTimeout(100)
    }
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
  })
})

describe('backup and restore', { timeout: 180_000 }, () => {
  it('give the same answers again, from a backup made while the server runs', async () => {
    const { child, exit, url } = await serving({ TOUWEN_LOG: 'info' })
    const before = (await (await ask(url)).json()) as Record<string, unknown>
    const archive = join(directory, 'one.tar')
    const made = await touwen(['backup', archive])
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/one\.tar: 5 articles, 5 passages, of /),
    })
    expect(await touwen(['backup', archive])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is there already/),
    })
    expect(await touwen(['backup', archive, '--verify'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/sound/),
    })
    const running = await touwen(['restore', archive, '--force'])
    expect(running).toMatchObject({ code: 3, err: expect.stringMatching(/is being written by process/) })
    expect((await ask(url)).status).toBe(200)
    child.kill('SIGTERM')
    await exit

    const restored = join(directory, 'restored')
    expect(await touwen(['restore', archive, '--index', restored])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/restored to/),
    })
    const again = await touwen([
      'ask',
      QUESTION,
      '--asked-at',
      '2022-06-01T00:00:00Z',
      '--json',
      '--index',
      restored,
    ])
    expect(content(JSON.parse(again.out) as Record<string, unknown>)).toEqual(
      content({ ...before, suggestions: [] }),
    )
    expect((await readdir(directory)).filter((name) => /restoring|replaced|partial/.test(name))).toEqual([])

    const [entry] = (
      JSON.parse((await touwen(['backup', archive, '--verify', '--json'])).out) as {
        files: { name: string; sha256: string }[]
      }
    ).files
    const file = await open(archive, 'r+')
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 9000)
    await file.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, 9000)
    await file.close()
    const bytes = await readFile(join(restored, 'articles.sqlite'))
    const refused = await touwen(['restore', archive, '--index', restored, '--force'])
    expect(refused).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        new RegExp(`${entry!.name} has SHA-256 [0-9a-f]{64}, the manifest says ${entry!.sha256}`),
      ),
    })
    expect((await readFile(join(restored, 'articles.sqlite'))).equals(bytes)).toBe(true)
  })
})
