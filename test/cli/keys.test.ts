// Keys made by the command line while a server runs over the same directory; the settings as a process sees them.
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { runProgram } from '../../src/cli/run.ts'
import { readConfig } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { openService } from '../../src/node-service.ts'
import { answer, fakeArticles } from '../http/fakes.ts'
import { temporaryDirectory } from '../store/temporary.ts'

const MAIN = resolve('src/cli/main.ts')
const TSX = import.meta.resolve('tsx')

async function touwen(args: string[], env: Record<string, string> = {}, cwd = process.cwd()) {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  const exit = new Promise<number | null>((done) => child.once('exit', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

/** The same within this process, where nothing of a process is tested. */
async function inProcess(args: string[], env: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => out.push(String(chunk)) > 0)
  const program = createProgram()
  const quiet = (command: Command): void => {
    command.configureOutput({ writeOut: (line) => out.push(line), writeErr: (line) => err.push(line) })
    for (const below of command.commands) quiet(below as Command)
  }
  quiet(program)
  try {
    const code = await runProgram(program, args, {
      debug: false,
      stderr: { write: (line) => err.push(line) },
    })
    return { out: out.join(''), err: err.join(''), code }
  } finally {
    stdout.mockRestore()
    vi.unstubAllEnvs()
  }
}

const engine = { ask: async () => answer, articles: fakeArticles() } as unknown as Engine

/** A server over the directory, as `touwen serve` makes it, with an engine that always answers the same. */
async function served(settings: Record<string, string>) {
  const log: unknown[] = []
  const service = await openService(readConfig(settings), engine)
  const app = createApp({ ...service.deps, log: (record) => log.push(record) })
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 })
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await close()
    await service.close()
  }
  onTestFinished(stop)
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ question: '外资' }),
    })
  return { url, ask, stop, log }
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

describe('touwen keys', () => {
  it('makes and revokes keys that a running server knows within seconds', async () => {
    const index = await temporaryDirectory()
    const { ask, log } = await served({ TOUWEN_INDEX: index, TOUWEN_OPEN: 'none' })
    expect((await ask()).status).toBe(401)

    const wish = [
      '--name',
      '门户',
      '--scope',
      'ask,search',
      '--zone',
      '江苏丹阳经济开发区',
      '--expires',
      '2099-01-01',
    ]
    const made = await touwen(['keys', 'create', ...wish, '--daily', '1000', '--index', index])
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^tw_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}\n$/),
    })
    const key = made.out.trim()
    expect(made.err).toMatch(/the only time the key is shown/)
    expect(made.err).not.toContain(key.slice(16))
    await expect.poll(async () => (await ask(bearer(key))).status).toBe(200)

    const listed = await inProcess(['keys', 'list', '--json', '--index', index])
    const [only] = JSON.parse(listed.out) as { id: string }[]
    expect(only).toMatchObject({ name: '门户', filters: { zone: '江苏丹阳经济开发区' }, daily: 1000 })
    expect(listed.out).not.toContain(key.slice(16))

    expect(await touwen(['keys', 'revoke', only!.id, '--index', index])).toMatchObject({ code: 0 })
    await expect.poll(async () => (await ask(bearer(key))).status).toBe(401)
    expect((await inProcess(['keys', 'list', '--index', index])).out).toMatch(/revoked .*门户/)
    expect(JSON.stringify(log)).not.toContain(key.slice(16))
    for (const file of ['records.sqlite', 'records.sqlite-wal']) {
      const bytes = await readFile(join(index, file)).catch(() => Buffer.alloc(0))
      expect(bytes.includes(key.slice(16))).toBe(false)
    }
  })

  it.each([
    [['create', '--name', 'x'], /required option '--scope/],
    [['create', '--name', 'x', '--scope', 'write'], /scopes/],
    [['create', '--name', 'x', '--scope', 'ask', '--expires', '2020-01-01'], /which is past/],
    [['create', '--name', 'x', '--scope', 'ask', '--expires', 'soon'], /expires_at/],
    [['create', '--name', 'x', '--scope', 'ask', '--daily', '0'], /whole number from 1/],
    [['revoke', 'key_none'], /there is no key “key_none”/],
  ])('keys %j ends with code 2 and a reason', async (args, reason) => {
    const { code, err, out } = await inProcess(['keys', ...args, '--index', await temporaryDirectory()])
    expect(err).toMatch(reason)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

describe('a server', () => {
  it('goes on counting the budget of a key after a restart', async () => {
    const index = await temporaryDirectory()
    const settings = { TOUWEN_INDEX: index, TOUWEN_OPEN: 'none' }
    const wish = ['--name', 'x', '--scope', 'ask', '--daily', '3', '--json']
    const { out } = await inProcess(['keys', 'create', ...wish, '--index', index])
    const { key } = JSON.parse(out) as { key: string }
    const first = await served(settings)
    expect([(await first.ask(bearer(key))).status, (await first.ask(bearer(key))).status]).toEqual([200, 200])
    await first.stop()
    const second = await served(settings)
    const last = await second.ask(bearer(key))
    expect(last.status).toBe(200)
    expect(last.headers.get('RateLimit')).toMatch(/^"day";r=0;t=\d+$/)
    expect((await second.ask(bearer(key))).status).toBe(429)
  })

  it('spares this machine, and counts the clients of a trusted proxy one by one', async () => {
    const index = await temporaryDirectory()
    const settings = { TOUWEN_INDEX: index, TOUWEN_LIMIT_MINUTE: '2' }
    const from = (address: string) => ({ 'X-Forwarded-For': address })
    const plain = await served(settings)
    for (let i = 0; i < 5; i += 1) expect((await plain.ask()).headers.get('RateLimit')).toBeNull()
    // A proxy that is not configured is one client, whoever it says that it speaks for.
    const statuses = [
      await plain.ask(from('1.1.1.1')),
      await plain.ask(from('1.1.1.2')),
      await plain.ask(from('1.1.1.3')),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429])
    await plain.stop()
    const behind = await served({ ...settings, TOUWEN_TRUSTED_PROXIES: '127.0.0.0/8' })
    const asked = [
      '1.1.1.1',
      '9.9.9.9, 1.1.1.1',
      '8.8.8.8, 1.1.1.1',
      '1.1.1.2',
      '2001:db8::1',
      '2001:db8::2',
      '2001:db8::3',
    ]
    const replies: number[] = []
    for (const address of asked) replies.push((await behind.ask(from(address))).status)
    expect(replies).toEqual([200, 200, 429, 200, 200, 200, 429])
  })
})

describe('touwen config', () => {
  it('prints what the file, the environment and the options set, without secrets', async () => {
    const directory = await temporaryDirectory()
    const file = {
      PORT: 9000,
      HOST: '127.0.0.2',
      TOUWEN_LLM_KEY: 'sk-file-secret',
      TOUWEN_TRUSTED_PROXIES: ['10.0.0.0/8'],
    }
    await writeFile(join(directory, 'touwen.json'), JSON.stringify(file))
    const env = { PORT: '9001', TOUWEN_LLM_BASE_URL: 'http://me:pw-secret@127.0.0.1:1/v1' }
    const { out, err, code } = await touwen(['config', '--json', '--index', 'x'], env, directory)
    expect({ err, code }).toEqual({ err: '', code: 0 })
    const settings = JSON.parse(out) as { name: string; value: string; from: string; doc: string }[]
    const of = (name: string) => settings.find((one) => one.name === name)
    expect(of('PORT')).toMatchObject({ value: '9001', from: 'environment' })
    expect(of('HOST')).toMatchObject({ value: '127.0.0.2', from: 'file' })
    expect(of('TOUWEN_TRUSTED_PROXIES')).toMatchObject({ value: '10.0.0.0/8', from: 'file' })
    expect(of('TOUWEN_INDEX')).toMatchObject({ value: 'x', from: 'option' })
    expect(of('TOUWEN_MODELS')).toMatchObject({ value: 'data/models', from: 'default' })
    expect(out).not.toContain('secret')
    const told = await inProcess(['config'], { ...env, TOUWEN_CONFIG: join(directory, 'touwen.json') })
    expect(told.out).toMatch(/^PORT = 9001 \(environment\)\n {4}\S/m)
    expect(told.out).not.toContain('secret')
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['{"TOUWEN_INDX": "x"}', {}, /touwen\.json sets TOUWEN_INDX, .*did you mean TOUWEN_INDEX\?/],
    ['{"TOUWEN_LLM_KEY": "sk-secret",}', {}, /touwen\.json is not valid JSON/],
    ['{"PORT": "x"}', {}, /PORT is “x”/],
    ['{}', { TOUWEN_OPNE: 'none' }, /TOUWEN_OPNE is set, .*did you mean TOUWEN_OPEN\?/],
    ['{}', { TOUWEN_CONFIG: 'missing.json' }, /the file missing\.json cannot be read .*TOUWEN_CONFIG/],
    ['{}', { TOUWEN_LLM_BASE_URL: 'http//me:pw-secret@h' }, /TOUWEN_LLM_BASE_URL is “…@h”/],
  ])('with %s and %j ends with code 2 and a reason', async (file, env, reason) => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'touwen.json'), file)
    const { out, err, code } = await inProcess(['config'], {
      TOUWEN_CONFIG: join(directory, 'touwen.json'),
      ...env,
    })
    expect(err).toMatch(reason)
    expect(err).not.toContain('secret')
    expect({ out, code }).toEqual({ out: '', code: 2 })
  })
})
