import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { digest, membersOf, pack, readMember } from '../../src/store/backup-files.ts'
import { paddedSize, readTarHeader, tarHeader } from '../../src/store/tar.ts'
import { temporaryDirectory } from './temporary.ts'

describe('a header', () => {
  it.each([0, 1, 511, 512, 8 ** 11 - 1, 8 ** 11, 2 ** 45])('keeps name and size: %d', (size) => {
    const header = tarHeader('articles.sqlite', size, 1_700_000_000)
    expect(header).toHaveLength(512)
    expect(readTarHeader(header)).toEqual({ name: 'articles.sqlite', size, isFile: true })
  })

  it('with a changed byte is refused', () => {
    const header = tarHeader('a', 5, 0)
    header[130]! ^= 1
    expect(() => readTarHeader(header)).toThrow(/checksum/)
  })

  it('that is empty ends the archive', () => {
    expect(readTarHeader(new Uint8Array(512))).toBeNull()
  })

  it('stands before contents in whole blocks', () => {
    expect([0, 1, 512, 513].map(paddedSize)).toEqual([0, 512, 512, 1024])
  })
})

async function sample() {
  const directory = await temporaryDirectory()
  const from = join(directory, 'from')
  await mkdir(from)
  await writeFile(join(from, 'a'), 'x'.repeat(700))
  await writeFile(join(from, 'b'), '')
  await writeFile(join(from, 'c'), '文'.repeat(512))
  return { directory, from, archive: join(directory, 'a.tar') }
}

describe('an archive', () => {
  it('is read by tar, and by us', async () => {
    const { directory, from, archive } = await sample()
    await pack(from, ['a', 'b', 'c'], archive)
    expect(execFileSync('tar', ['tf', archive], { encoding: 'utf8' })).toBe('a\nb\nc\n')
    const to = join(directory, 'to')
    await mkdir(to)
    execFileSync('tar', ['xf', archive, '-C', to])
    for (const name of ['a', 'b', 'c']) {
      expect((await readFile(join(to, name))).equals(await readFile(join(from, name)))).toBe(true)
    }
    const members = await membersOf(archive)
    expect(members.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a', 700],
      ['b', 0],
      ['c', 1536],
    ])
    expect(await readMember(members[2]!)).toBe('文'.repeat(512))
    // sha256 of nothing
    expect(await digest(members[1]!)).toMatch(/^e3b0c44298fc1c14/)
    expect(await digest(members[0]!, join(directory, 'copy'))).toBe(await digest(members[0]!))
    expect(await readFile(join(directory, 'copy'), 'utf8')).toBe('x'.repeat(700))
  })

  it('that tar has made is read by us', async () => {
    const { from, archive } = await sample()
    execFileSync('tar', ['cf', archive, '-C', from, '.'])
    const members = await membersOf(archive)
    expect(members.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c'])
    expect(await readMember(members.find(({ name }) => name === 'c')!)).toBe('文'.repeat(512))
  })

  it.each([100, 512, 900, 1700])('cut after %d bytes is refused', async (bytes) => {
    const { from, archive } = await sample()
    await pack(from, ['a', 'b', 'c'], archive)
    await writeFile(archive, (await readFile(archive)).subarray(0, bytes))
    await expect(membersOf(archive)).rejects.toMatchObject({ code: 'backup_damaged' })
  })
})
