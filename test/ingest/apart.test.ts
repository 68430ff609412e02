import { afterEach, describe, expect, it } from 'vitest'
import { createApart, type Apart } from '../../src/ingest/apart.ts'
import { isHeavy } from '../../src/ingest/heavy.ts'
import { parsed } from './parsed.ts'
import { makeDocx, p } from './make-docx.ts'

const started: Apart[] = []
afterEach(async () => {
  for (const apart of started.splice(0)) await apart.close()
})
function apart(timeoutMs?: number): Apart {
  const made = createApart(timeoutMs)
  started.push(made)
  return made
}

const news = '示例开发区举行集中签约活动，现场签约项目十二个，总投资约一百二十亿元。'
const page = `<html><head><title>一</title></head><body><h1>集中签约</h1><div><p>${news}</p>${'<p>会上介绍了园区的产业规划和营商环境。</p>'.repeat(3)}</div></body></html>`

describe('reading apart', () => {
  it('gives what reading here gives, with the notes, file after file', async () => {
    const reader = apart()
    const bytes = new TextEncoder().encode(page)
    const { items, notes } = await reader.read({ name: 'a.html', bytes, chrome: new Set() })
    expect(items).toEqual(await parsed('a.html', Buffer.from(bytes)))
    expect(notes?.page?.lines.length).toBeGreaterThan(0)
    expect(notes?.encoding?.name).toBe('utf-8')
    const docx = makeDocx(p('集中签约', { style: 1 }) + p(news))
    const second = await reader.read({ name: 'a.docx', bytes: docx, chrome: new Set() })
    expect(second.items).toEqual(await parsed('a.docx', Buffer.from(docx)))
  })

  it('fails a file that takes too long, and reads the next one', async () => {
    const reader = apart(1)
    const file = { name: 'a.html', bytes: new TextEncoder().encode(page), chrome: new Set<string>() }
    expect(await reader.read(file)).toMatchObject({
      items: [{ error: { path: 'a.html', fact: expect.stringMatching(/more than 0.001 s/) } }],
      notes: null,
    })
    await reader.close()
    expect((await apart().read(file)).items).toHaveLength(1)
  })

  it('is for packed and long files, and not for lines', () => {
    const long = new Uint8Array(100_000).fill(97)
    expect(isHeavy('a.html', long)).toBe(true)
    expect(isHeavy('a.html', long.subarray(0, 1000))).toBe(false)
    expect(isHeavy('a.docx', makeDocx(p('字')))).toBe(true)
    expect(isHeavy('a.jsonl', long)).toBe(false)
  })
})
