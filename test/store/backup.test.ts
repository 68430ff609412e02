import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client/sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createBackup, verifyBackup } from '../../src/store/backup.ts'
import { acquireLock } from '../../src/store/lock.ts'
import { restoreBackup } from '../../src/store/restore.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, DIMENSIONS, passagesOf } from './sample.ts'
import { startChild, temporaryDirectory } from './temporary.ts'

const VERSION = { version: '1.2.3' }
const NO_CHECK = { check: async () => undefined }

/** An index of some articles, with records. */
async function indexWith(count: number) {
  const directory = await temporaryDirectory()
  const index = join(directory, 'index')
  const store = createSqlStore(await openSqlite(join(index, 'articles.sqlite')), { dimensions: DIMENSIONS })
  for (let i = 0; i < count; i += 1) {
    const text = `第${i}篇\n第二句`
    await store.put(article(`a${i}`, { text }), passagesOf(text))
  }
  await store.close()
  const records = await openSqlite(join(index, 'records.sqlite'), { schema: 'records' })
  await records.batch([{ sql: "INSERT INTO records (name, value) VALUES ('kept', 'x')" }])
  await records.close()
  // The native client lets go of a closed file only when its statements are collected: what is to be free is a copy.
  const copy = join(directory, 'copy')
  // All is in the main files by now; the others go at any moment.
  await cp(index, copy, { recursive: true, filter: (path) => !/-(?:shm|wal)$/.test(path) })
  return { directory, index, copy, file: join(directory, 'b.tar'), folder: join(directory, 'b') }
}

async function read(index: string, id: string) {
  const store = createSqlStore(await openSqlite(join(index, 'articles.sqlite'), { readOnly: true }), {
    dimensions: DIMENSIONS,
  })
  try {
    return { found: await store.get(id), stats: await store.stats() }
  } finally {
    await store.close()
  }
}

/** Change one bit of a file. */
async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, at)
  await file.close()
}

describe('a backup', () => {
  it.each(['file', 'folder'] as const)(
    'as a %s holds both databases, and says what is in them',
    async (form) => {
      const made = await indexWith(3)
      const summary = await createBackup(made.index, made[form], { ...VERSION, now: () => new Date(0) })
      expect(summary).toMatchObject({
        format: 'touwen-backup-1',
        touwen: '1.2.3',
        made_at: '1970-01-01T00:00:00.000Z',
        files: [
          { name: 'articles.sqlite', schema: 1, rows: { articles: 3, passages: 6, revisions: 3 } },
          { name: 'records.sqlite', rows: { records: 1 } },
        ],
      })
      expect(await verifyBackup(made[form])).toEqual(summary)
      // Questions and digests of keys are in it.
      expect((await stat(made[form])).mode & 0o077).toBe(0)
      expect((await readdir(made.directory)).sort()).toEqual([
        form === 'file' ? 'b.tar' : 'b',
        'copy',
        'index',
      ])
    },
  )

  it('of one moment is made while another process writes', async () => {
    const { index, file, directory } = await indexWith(2)
    const writer = startChild(import.meta.url, './put-child.ts', [join(index, 'articles.sqlite')])
    await writer.line()
    const before = Number(await writer.line())
    await createBackup(index, file, VERSION)
    await writer.kill()
    const target = join(directory, 'restored')
    await restoreBackup(file, target, NO_CHECK)
    const { found, stats } = await read(target, 'a')
    expect(found!.revision).toBeGreaterThanOrEqual(before)
    // One revision, whole: as many lines as its number says, all of it.
    const lines = found!.text.split('\n')
    expect(new Set(lines.map((line) => /^第(\d+)版/.exec(line)?.[1])).size).toBe(1)
    expect(stats.passages).toBe(4 + lines.length)
  })

  it('that is killed in the middle leaves nothing of its name, and what it left goes with the next', async () => {
    const { index, file, directory } = await indexWith(1)
    const client = createClient({ url: `file:${join(index, 'articles.sqlite')}` })
    // Enough to be writing for a while.
    await client.execute(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) ' +
        "INSERT INTO meta (key, value) SELECT 'filler ' || i, hex(randomblob(500)) FROM n",
    )
    client.close()
    const script = fileURLToPath(new URL('./backup-child.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', script, index, file])
    onTestFinished(() => void child.kill('SIGKILL'))
    for (;;) {
      if ((await readdir(directory)).some((name) => name.includes('partial'))) break
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = await readdir(directory)
    expect(left).not.toContain('b.tar')
    expect(left.filter((name) => name.includes('partial'))).toHaveLength(1)
    await createBackup(index, file, VERSION)
    expect((await readdir(directory)).sort()).toEqual(['b.tar', 'copy', 'index'])
    await verifyBackup(file)
  })

  it('replaces another only when that is asked for, and nothing that is none', async () => {
    const { index, file, directory } = await indexWith(1)
    await createBackup(index, file, VERSION)
    const bytes = await readFile(file)
    await expect(createBackup(index, file, VERSION)).rejects.toThrow(/is there already; .*--force/)
    expect((await readFile(file)).equals(bytes)).toBe(true)
    await createBackup(index, file, { ...VERSION, force: true })
    const other = join(directory, 'photos')
    await mkdir(other)
    await writeFile(join(other, 'cat'), 'x')
    await expect(createBackup(index, other, { ...VERSION, force: true })).rejects.toThrow(/is no backup/)
    expect(await readdir(other)).toEqual(['cat'])
    await expect(createBackup(index, `${file}.gz`, VERSION)).rejects.toThrow(/compress/)
    await expect(createBackup(join(directory, 'none'), join(directory, 'x'), VERSION)).rejects.toMatchObject({
      code: 'index_missing',
    })
  })
})

describe('a damaged backup', () => {
  it.each(['articles.sqlite', 'records.sqlite'])('is refused naming %s and both checksums', async (name) => {
    const { index, folder, directory } = await indexWith(2)
    const { files } = await createBackup(index, folder, VERSION)
    const { sha256, bytes } = files.find((file) => file.name === name)!
    await flip(join(folder, name), Math.floor(bytes / 2))
    const wrong = new RegExp(`${name} has SHA-256 (?!${sha256})[0-9a-f]{64}, the manifest says ${sha256}`)
    await expect(verifyBackup(folder)).rejects.toThrow(wrong)
    await expect(restoreBackup(folder, join(directory, 'r'), NO_CHECK)).rejects.toThrow(wrong)
  })

  it.each([
    ['is missing', async (folder: string) => rm(join(folder, 'articles.sqlite'))],
    [
      'bytes, the manifest says',
      async (folder: string) => writeFile(join(folder, 'articles.sqlite'), 'short'),
    ],
    ['has no manifest', async (folder: string) => rm(join(folder, 'manifest.json'))],
    ['is not JSON', async (folder: string) => writeFile(join(folder, 'manifest.json'), '{')],
    ['is not of format', async (folder: string) => writeFile(join(folder, 'manifest.json'), '{}')],
    [
      'use the newer touwen',
      async (folder: string) => {
        const path = join(folder, 'manifest.json')
        await writeFile(path, (await readFile(path, 'utf8')).replace('"schema": 1', '"schema": 99'))
      },
    ],
    [
      'not of format',
      async (folder: string) => {
        const path = join(folder, 'manifest.json')
        await writeFile(path, (await readFile(path, 'utf8')).replace('articles.sqlite', '../articles.sqlite'))
      },
    ],
    [
      'rows of articles, the manifest says 7',
      async (folder: string) => {
        const path = join(folder, 'manifest.json')
        await writeFile(path, (await readFile(path, 'utf8')).replace('"articles": 2', '"articles": 7'))
      },
    ],
  ])('is refused: %s', async (reason, damage) => {
    const { index, folder } = await indexWith(2)
    await createBackup(index, folder, VERSION)
    await damage(folder)
    await expect(verifyBackup(folder)).rejects.toThrow(reason)
  })

  it('that is not there is named', async () => {
    await expect(verifyBackup('/nowhere/b.tar')).rejects.toMatchObject({ code: 'backup_missing' })
  })
})

describe('restoring', () => {
  it.each(['file', 'folder'] as const)('from a %s gives the articles and records back', async (form) => {
    const made = await indexWith(3)
    await createBackup(made.index, made[form], VERSION)
    const target = join(made.directory, 'restored')
    const checked: string[] = []
    await restoreBackup(made[form], target, { check: async (directory) => void checked.push(directory) })
    // Before it stood in its place.
    expect(checked).toHaveLength(1)
    expect(checked[0]).not.toBe(target)
    expect((await read(target, 'a1')).found).toEqual((await read(made.index, 'a1')).found)
    const records = await openSqlite(join(target, 'records.sqlite'), { schema: 'records' })
    expect(await records.all('SELECT * FROM records')).toEqual([{ name: 'kept', value: 'x' }])
    await records.close()
  })

  it('does without the files that SQLite takes away while they are made durable', async () => {
    const { index, folder, directory } = await indexWith(2)
    await createBackup(index, folder, VERSION)
    const target = join(directory, 'restored')
    // One that is named in the directory and cannot be opened, as one that goes between the two.
    const check = (staging: string): Promise<void> => symlink('gone', join(staging, 'articles.sqlite-shm'))
    await restoreBackup(folder, target, { check })
    await rm(join(target, 'articles.sqlite-shm'))
    expect((await read(target, 'a1')).found).not.toBeNull()
  })

  it('replaces an index only when that is asked for, and wholly', async () => {
    const { index, copy, file, directory } = await indexWith(2)
    await createBackup(index, file, VERSION)
    await writeFile(join(copy, 'vectors.hnsw'), 'of another time')
    await chmod(copy, 0o750)
    await expect(restoreBackup(file, copy, NO_CHECK)).rejects.toThrow(/holds an index .*--force/)
    await restoreBackup(file, copy, { ...NO_CHECK, force: true })
    expect((await readdir(copy)).sort()).toEqual(['articles.sqlite', 'records.sqlite'])
    expect((await stat(copy)).mode & 0o777).toBe(0o750)
    expect((await readdir(directory)).sort()).toEqual(['b.tar', 'copy', 'index'])
  })

  it('leaves the index as it is when the backup is damaged or does not work', async () => {
    const { index, copy, file, directory } = await indexWith(2)
    await createBackup(index, file, VERSION)
    const bytes = await readFile(join(copy, 'articles.sqlite'))
    const broken = { check: () => Promise.reject(new Error('finds nothing')), force: true }
    await expect(restoreBackup(file, copy, broken)).rejects.toThrow('finds nothing')
    await flip(file, 5000)
    await expect(restoreBackup(file, copy, { ...NO_CHECK, force: true })).rejects.toThrow(/SHA-256/)
    expect((await readFile(join(copy, 'articles.sqlite'))).equals(bytes)).toBe(true)
    expect((await readdir(directory)).sort()).toEqual(['b.tar', 'copy', 'index'])
  })

  it('is refused while another writes to the index, or only has it open', async () => {
    const { index, copy, file } = await indexWith(2)
    await createBackup(index, file, VERSION)
    const lock = await acquireLock(copy)
    await expect(restoreBackup(file, copy, { ...NO_CHECK, force: true })).rejects.toThrow(
      /is being written by/,
    )
    await lock.release()
    // It takes no lock of the directory.
    const other = startChild(import.meta.url, './put-child.ts', [join(copy, 'articles.sqlite')])
    await other.line()
    await expect(restoreBackup(file, copy, { ...NO_CHECK, force: true })).rejects.toThrow(
      /articles\.sqlite open; stop it/,
    )
    await other.kill()
    expect((await read(copy, 'a')).found).not.toBeNull()
  })
})
