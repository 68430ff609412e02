import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPath, type ReadOptions } from '../../src/ingest/read.ts'
import type { ReadItem } from '../../src/ingest/sent-files.ts'
import { parsed } from './parsed.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touwen-read-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function all(path: string, options?: ReadOptions): Promise<ReadItem[]> {
  const items: ReadItem[] = []
  for await (const item of readPath(path, options)) items.push(item)
  return items
}

// A read may end anywhere, also inside a line.
async function* stdin(): AsyncIterable<string> {
  yield '{"text":"'
  yield '字"}'
}

const nameOf = (item: ReadItem): string => {
  if ('bytes' in item) return relative(folder, item.path)
  return 'error' in item
    ? `error ${relative(folder, item.error.path)}`
    : `skipped ${relative(folder, item.skipped.path)}`
}

describe('readPath', () => {
  it('walks a directory in order, without dotfiles, and names what it skips', async () => {
    await mkdir(join(folder, 'b', 'deep'), { recursive: true })
    await mkdir(join(folder, 'page_files'))
    await mkdir(join(folder, '.hidden'))
    const files = [
      'z.txt',
      'a.JSONL',
      'b/deep/c.md',
      'b/x.docx',
      '.dot.txt',
      '.hidden/y.txt',
      'page.html',
      'page_files/ad.html',
    ]
    for (const file of files) await writeFile(join(folder, file), '字')
    await writeFile(join(folder, 'empty.txt'), '')
    await symlink(folder, join(folder, 'b', 'loop'))
    expect((await all(folder)).map(nameOf)).toEqual([
      'a.JSONL',
      'b/deep/c.md',
      'skipped b/loop',
      'b/x.docx',
      'error empty.txt',
      'page.html',
      'skipped page_files',
      'z.txt',
    ])
  })

  it('skips on a walk what is no article, but not a document that may be one', async () => {
    const files = {
      'a.jpg': 'x',
      'b.doc': 'x',
      'c.xlsx': 'x',
      'd.json': '{"scripts":{}}',
      'e.json': '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
      'f.xml': '<?xml version="1.0"?><urlset/>',
      'g.xml': '<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"/>',
      'h.rdf': '<rdf:RDF xmlns:rdf="x"/>',
      'i.pdf': 'x',
      'j.css': 'x',
      'k.mht': 'x',
    }
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    const items = await all(folder)
    expect(items.map(nameOf)).toEqual([
      'skipped a.jpg',
      'b.doc',
      'skipped c.xlsx',
      'skipped d.json',
      'e.json',
      'skipped f.xml',
      'g.xml',
      'h.rdf',
      'i.pdf',
      'skipped j.css',
      'k.mht',
    ])
    expect(items[2]).toMatchObject({ skipped: { reason: expect.stringContaining('spreadsheet') as string } })
  })

  it('gives out a file that is named, so that it is refused by its name', async () => {
    for (const name of ['a.jpg', 'a.xlsx', 'a.ppt', 'a.json', 'a.xml']) {
      await writeFile(join(folder, name), 'x')
      const [item] = await all(join(folder, name))
      if (item === undefined || !('bytes' in item)) throw new Error(name)
      expect(await parsed(item.path, item.bytes), name).toMatchObject([{ error: { path: item.path } }])
    }
  })

  it.each(['页面_files', '页面.files', '页面_文件'])(
    'leaves out the folder %s beside a saved page',
    async (name) => {
      await mkdir(join(folder, name))
      await writeFile(join(folder, name, 'frame.html'), '字')
      expect((await all(folder)).map(nameOf)).toEqual([`${name}/frame.html`])
      await writeFile(join(folder, '页面.htm'), '字')
      expect((await all(folder)).map(nameOf).sort()).toEqual([`skipped ${name}`, '页面.htm'].sort())
    },
  )

  it('lets packed documents be larger than a page', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 0x61)
    for (const name of ['a.pdf', 'a.docx', 'a.mht', 'a.html', 'a.md'])
      await writeFile(join(folder, name), bytes)
    expect((await all(folder)).map(nameOf)).toEqual([
      'a.docx',
      'error a.html',
      'error a.md',
      'a.mht',
      'a.pdf',
    ])
  })

  it('refuses an article of more than 2 MB but not a JSONL file', async () => {
    const bytes = Buffer.alloc(2 * 1024 * 1024 + 1, 0x61)
    await writeFile(join(folder, 'a.txt'), bytes)
    await writeFile(join(folder, 'b.jsonl'), bytes)
    expect((await all(folder)).map(nameOf)).toEqual(['error a.txt', 'b.jsonl'])
  })

  it('reports a path that is not there', async () => {
    const [item] = await all(join(folder, 'none.txt'))
    expect(item).toMatchObject({
      error: { fact: 'there is no such file or directory', remedy: 'check the path' },
    })
  })

  it('reads standard input as JSONL, or as it is told', async () => {
    const [item] = await all('-', { stdin: stdin() })
    if (item === undefined || !('bytes' in item)) throw new Error('no bytes')
    expect(await parsed(item.path, item.bytes)).toMatchObject([{ draft: { text: '字' } }])
    expect(await all('-', { stdin: stdin(), format: 'html' })).toMatchObject([{ path: 'stdin.html' }])
  })
})
