// Starts the program, asks it what a visitor would, ends it, and tells what came of it as JSON: as one process, so that both
// can be put into a network of their own.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

const child = spawn(process.execPath, [...process.execArgv, 'src/cli/main.ts', 'start', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'pipe'],
})
const log = text(child.stderr)
const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
const url = await new Promise<string>((resolve, reject) => {
  let said = ''
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString()
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
    if (found !== null) resolve(found[0])
  })
  child.once('exit', async () => reject(new Error(await log)))
})

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

const answer = await post('/v1/ask', { question: '示例开发区外资到账目标是多少' })
await post('/v1/ask', { question: 'What is the target of foreign investment of Shili Development Zone?' })
await post('/v1/search', { query: '外资' })
const ready = await (await fetch(`${url}/readyz`)).json()
for (const path of ['/docs', '/openapi.json', '/llms.txt', '/v1/starters', '/v1/facets'])
  await (await fetch(url + path)).text()
// The suggestions are made in the background.
await new Promise((resolve) => setTimeout(resolve, 2000))
child.kill('SIGTERM')
const code = await exit
process.stdout.write(`${JSON.stringify({ answer, ready, code, log: await log })}\n`)
