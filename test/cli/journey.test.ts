// The real program as a process: load, ask, serve, stop.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const NEWS = '2022年3月4日，示例开发区召开大会。示例开发区全年完成外资到账1亿美元的年度目标任务。'
let directory: string
const children: { kill(signal: NodeJS.Signals): unknown }[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-cli-'))
  await mkdir(join(directory, 'news'))
  await writeFile(
    join(directory, 'news', 'a.jsonl'),
    `${JSON.stringify({ id: 'a', title: '示例开发区', text: NEWS })}\n`,
  )
  await writeFile(join(directory, 'news', 'empty.txt'), '')
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(directory, { recursive: true, force: true })
})

function start(...args: string[]) {
  const env = {
    ...process.env,
    TOUWEN_INDEX: join(directory, 'index'),
    TOUWEN_ARTICLES: join(directory, 'news'),
  }
  const child = spawn(process.execPath, ['src/cli/launch.mjs', ...args], { env })
  children.push(child)
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exit }
}

async function touwen(...args: string[]) {
  const { child, exit } = start(...args)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

describe('the program', () => {
  it('loads what it can, names what it cannot, and ends with code 1', async () => {
    const { out, err, code } = await touwen('ingest', join(directory, 'news'), '--json')
    expect(JSON.parse(out)).toMatchObject({
      added: 1,
      failed: [{ path: expect.stringMatching(/empty\.txt$/) }],
    })
    expect(err).toMatch(/empty\.txt: the file is empty \(0 bytes\): /)
    expect(err).toMatch(/^1 of 1 articles, 1 of 1 passages, /m)
    expect(code).toBe(1)
  })

  it('serves, answers, and ends in an orderly way at SIGTERM', async () => {
    const { child, exit } = start('start', '--port', '0')
    const log = text(child.stderr)
    const line = await new Promise<string>((resolve) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString()))
    })
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    const response = await fetch(`${url}/v1/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: '外资到账目标是多少' }),
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ index: { articles: 1 } })
    const second = await touwen('remove', 'a')
    const reader = start('serve', '--port', '0')
    const told = text(reader.child.stderr)
    await new Promise((resolve) => reader.child.stdout.once('data', resolve))
    reader.child.kill('SIGTERM')
    expect(await reader.exit).toBe(0)
    expect(await told).toMatch(
      /is being written by process \d+.*\nserving read-only: articles cannot be sent/,
    )
    expect(second).toMatchObject({ code: 3, err: expect.stringMatching(/is being written by process \d+/) })
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(await log).toMatch(/"path":"\/v1\/ask","status":200/)
    expect(await log).not.toContain('外资')
  })
})
