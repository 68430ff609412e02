// In its default mode the program opens no connection to elsewhere: started, asked and ended in a network of its own that leads
// nowhere, where this machine allows that, and in any case with every way out denied and told.
import { spawn, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { temporaryDirectory } from '../store/temporary.ts'

const NODE = [process.execPath, '--require', './test/abuse/deny-outgoing.cjs']
const UP = 'ip link set lo up && exec "$@"'
const ALONE = ['unshare', '-rn', 'sh', '-c', UP, 'sh']
const canBeAlone = spawnSync(ALONE[0]!, [...ALONE.slice(1), 'true']).status === 0

async function run(command: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(command[0]!, command.slice(1), { env: { ...process.env, ...env } })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err }
}

it(`asked in the default mode, nothing leaves ${canBeAlone ? 'its own network' : 'the process'}`, { timeout: 300_000 }, async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'news'))
  const article = { id: 'a', title: '示例开发区大会', date: '2022-03-04', zone: '示例开发区', text: '2022年3月4日，示例开发区召开大会。示例开发区全年完成外资到账1亿美元的年度目标任务。' }
  await writeFile(join(directory, 'news', 'a.jsonl'), `${JSON.stringify(article)}\n`)
  // Nothing of the settings of whoever runs the tests.
  const settings = Object.keys(process.env).filter((name) => /^(?:TOUWEN_|HOST$|PORT$)/.test(name))
  const env = { ...Object.fromEntries(settings.map((name) => [name, undefined])), TOUWEN_INDEX: join(directory, 'index'), TOUWEN_ARTICLES: join(directory, 'news') }
  const { out, err } = await run([...(canBeAlone ? ALONE : []), ...NODE, '--import', 'tsx', 'test/abuse/offline-client.ts'], env)
  expect(err).toBe('')
  const told = JSON.parse(out) as { answer: object; ready: object; code: number; log: string }
  expect(told.answer).toMatchObject({ outcome: 'answered', answer: expect.stringContaining('1亿美元') as string })
  expect(told.code).toBe(0)
  expect(told.log).not.toContain('OUTGOING')
  expect(told.log).toContain('"path":"/v1/ask","status":200')
}) // prettier-ignore

it.skipIf(!canBeAlone)('and in that network there is no way out', async () => {
  const { out } = await run([...ALONE, process.execPath, '-e', "require('net').connect(80, '192.0.2.1').on('error', (e) => console.log(e.code))"])
  expect(out.trim()).toMatch(/^E(?:NETUNREACH|HOSTUNREACH)$/)
}) // prettier-ignore

it.each([
  ["fetch('http://192.0.2.1/').catch(() => 0)", 'connect 192.0.2.1'],
  ["fetch('http://touwen.invalid/').catch(() => 0)", 'touwen.invalid'],
  ["require('https').get('https://touwen.invalid/').on('error', () => 0)", 'touwen.invalid'],
  ["require('dns').promises.resolve('touwen.invalid').catch(() => 0)", 'resolve touwen.invalid'],
  ["require('dgram').createSocket('udp4').send('x', 9, '192.0.2.1')", 'send 192.0.2.1'],
  ["new (require('worker_threads').Worker)(\"fetch('http://192.0.2.1/').catch(() => 0)\", { eval: true })", 'connect 192.0.2.1'],
])('what would leave is told: %s', { timeout: 60_000 }, async (code, told) => {
  const { err } = await run([...NODE, '-e', code])
  expect(err).toContain('OUTGOING')
  expect(err).toContain(told)
}) // prettier-ignore

it('what stays is let through', { timeout: 60_000 }, async () => {
  const server = createServer((_, response) => void response.end('here'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const code = `fetch('http://127.0.0.1:${port}/').then((r) => r.text()).then(console.log)`
  expect(await run([...NODE, '-e', code])).toEqual({ out: 'here\n', err: '' })
  await new Promise((resolve) => server.close(resolve))
})
