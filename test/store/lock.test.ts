import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LockedError } from '../../src/errors.ts'
import { acquireLock } from '../../src/store/lock.ts'
import { type Child, startChild, temporaryDirectory } from './temporary.ts'

async function contender(dir: string): Promise<Child> {
  const child = startChild(import.meta.url, './lock-child.ts', [dir])
  expect(await child.line()).toBe('ready')
  return child
}

it('one writer at a time; the refusal names the process, the directory and the remedy', async () => {
  const dir = join(await temporaryDirectory(), 'index', 'default')
  const lock = await acquireLock(dir)
  const error = await acquireLock(dir).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(LockedError)
  expect(error).toMatchObject({ code: 'index_locked', status: 409 })
  expect((error as Error).message).toContain(dir)
  expect((error as Error).message).toContain(`process ${process.pid} (since 20`)
  expect((error as Error).message).toContain(`kill ${process.pid}`)
  await lock.release()
  const next = await acquireLock(dir)
  // Releasing the first again does not release the second.
  await lock.release()
  await expect(acquireLock(dir)).rejects.toThrow(LockedError)
  await next.release()
  expect(await readdir(dir)).toEqual(['writer.lock'])
})

it('directories do not share a lock', async () => {
  const dir = await temporaryDirectory()
  const locks = [await acquireLock(join(dir, 'a')), await acquireLock(join(dir, 'b'))]
  await Promise.all(locks.map((lock) => lock.release()))
})

it('a killed writer holds nothing, and its note names nobody', async () => {
  const dir = await temporaryDirectory()
  const child = await contender(dir)
  child.say('go')
  expect(await child.line()).toBe('locked')
  await expect(acquireLock(dir)).rejects.toThrow(`process ${child.pid}`)
  await child.kill('SIGKILL')
  expect(JSON.parse(await readFile(join(dir, 'writer.json'), 'utf8'))).toMatchObject({ pid: child.pid })
  const lock = await acquireLock(dir)
  await expect(acquireLock(dir)).rejects.toThrow(`process ${process.pid}`)
  await lock.release()
})

it('a note left from before a reboot, or spoilt, hinders nobody', async () => {
  const dir = await temporaryDirectory()
  // The pid of this very process, as after a reboot some other process may have it.
  await writeFile(
    join(dir, 'writer.json'),
    JSON.stringify({ pid: process.pid, started_at: '2020-01-01T00:00:00Z' }),
  )
  await (await acquireLock(dir)).release()
  const lock = await acquireLock(dir)
  await writeFile(join(dir, 'writer.json'), '{')
  await expect(acquireLock(dir)).rejects.toThrow(/another process/)
  await lock.release()
})

it('of several that start at once exactly one gets it, also over a dead writer', async () => {
  const dir = await temporaryDirectory()
  for (let round = 0; round < 2; round += 1) {
    const children = await Promise.all(Array.from({ length: 4 }, () => contender(dir)))
    for (const child of children) child.say('go')
    const said = await Promise.all(children.map((child) => child.line()))
    expect(said.filter((line) => line === 'locked')).toHaveLength(1)
    expect(said.filter((line) => line.includes('is being written by'))).toHaveLength(3)
    const winner = children[said.indexOf('locked')]!
    if (round === 0) {
      await winner.kill()
    } else {
      winner.say('release')
      expect(await winner.line()).toBe('released')
    }
  }
  await (await acquireLock(dir)).release()
})
