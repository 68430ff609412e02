// `touwen read` as a process: lines of JSON, the readable form, reasons, exit codes, standard input.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BODY = '6月5日，锂电材料项目在江湾开发区开工，总投资46亿元，占地300亩，可吸纳就业两千人。'
const PAGE = `<html><head><meta charset="gb2312"><title>锂电材料项目开工_江湾网</title></head><body><h1>锂电材料项目开工</h1><p>发布时间：2023-06-05 来源：江湾日报 作者：李一</p><div class="content"><p>${BODY}</p></div></body></html>`
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-read-'))
  await writeFile(join(directory, 'a.html'), iconv.encode(PAGE, 'gb18030'))
  await writeFile(join(directory, 'b.jsonl'), `${JSON.stringify({ id: 'b', title: '乙', text: BODY })}\n{\n`)
  await writeFile(join(directory, 'logo.svg'), '<svg/>')
})

afterAll(() => rm(directory, { recursive: true, force: true }))

async function read(args: string[], input = '') {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'read', ...args])
  child.stdin.end(input)
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return {
    out,
    err,
    code,
    lines: () =>
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

describe('touwen read', () => {
  it('prints a line for each article and each fault, and ends with code 1 for a fault', async () => {
    const { lines, err, code } = await read([directory, '--json'])
    expect(lines()).toMatchObject([
      {
        file: join(directory, 'a.html'),
        title: '锂电材料项目开工',
        published_at: '2023-06-05',
        source: '江湾日报',
        author: '李一',
        zone: null,
        region: null,
        url: null,
        encoding: 'gb18030',
        text: BODY,
        warnings: [],
      },
      { file: join(directory, 'b.jsonl'), id: 'b', title: '乙', text: BODY },
      {
        file: join(directory, 'b.jsonl'),
        line: 2,
        error: { fact: expect.any(String), remedy: expect.any(String) },
      },
    ])
    expect(err).toContain('logo.svg')
    expect(code).toBe(1)
  })

  it('is readable on a terminal, and tells why', async () => {
    const { out, code } = await read([join(directory, 'a.html'), '--why'])
    expect(code).toBe(0)
    expect(out).toContain(`日期  2023-06-05\n来源  江湾日报\n作者  李一`)
    expect(out).toContain(BODY)
    expect(out).toMatch(/标题\n {2}✓ 锂电材料项目开工 .*\n(?: {4}.*\n)* {4}锂电材料项目开工 .*<title>/)
    expect(out).toMatch(/✓ 2023-06-05 {2}.*label 发布时间: printed/)
  })

  it('gives the reasons as data, from the same reading', async () => {
    const [plain] = (await read([join(directory, 'a.html'), '--json'])).lines()
    const [explained] = (await read([join(directory, 'a.html'), '--json', '--why'])).lines()
    const { why, ...rest } = explained!
    expect(rest).toEqual(plain)
    const { fields } = why as { fields: Record<string, { value: string; won: boolean }[]> }
    for (const [name, candidates] of Object.entries(fields)) {
      const won = candidates.filter((candidate) => candidate.won).map(({ value }) => value)
      if (name !== 'title') expect(won).toEqual(rest[name] === null ? [] : [rest[name]])
    }
  })

  it('reads a page or JSONL from standard input', async () => {
    expect((await read(['-', '--json'], PAGE)).lines()).toMatchObject([
      { title: '锂电材料项目开工', encoding: 'utf-8' },
    ])
    expect((await read(['-', '--json'], JSON.stringify({ text: BODY }))).lines()).toMatchObject([
      { text: BODY },
    ])
  })

  it('names a file that is of no known kind when it was given by name', async () => {
    const { lines, code } = await read([join(directory, 'logo.svg'), '--json'])
    expect(lines()).toMatchObject([{ error: { remedy: expect.any(String) } }])
    expect(code).toBe(1)
  })
})
