// A backup as files: a directory, or a tar archive of the same. It finds, reads and writes; what the files mean is not its.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { IndexError, messageOf } from '../errors.ts'
import { BLOCK, END, paddedSize, readTarHeader, tarHeader } from './tar.ts'

export interface Member {
  name: string
  bytes: number
  /** Where its content stands. */
  path: string
  start: number
}

/** The files of a backup. Throws `IndexError` when there is none, or the archive is cut short. */
export async function membersOf(path: string): Promise<Member[]> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new IndexError(`there is no backup at ${path}; check the path`, { code: 'backup_missing', cause })
  })
  if (info.isDirectory()) {
    const entries = await readdir(path, { withFileTypes: true })
    return Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ name }) => {
          const at = join(path, name)
          return { name, bytes: (await stat(at)).size, path: at, start: 0 }
        }),
    )
  }
  try {
    return await scan(path, info.size)
  } catch (cause) {
    throw new IndexError(
      `the backup ${path} is no whole tar archive (${messageOf(cause)}); take another one`,
      { code: 'backup_damaged', cause },
    )
  }
}

async function scan(path: string, size: number): Promise<Member[]> {
  const file = await open(path, 'r')
  try {
    const members: Member[] = []
    const header = new Uint8Array(BLOCK)
    for (let at = 0; ;) {
      const { bytesRead } = await file.read(header, 0, BLOCK, at)
      if (bytesRead < BLOCK) throw new Error(`it ends after ${at + bytesRead} bytes, in the middle`)
      const found = readTarHeader(header)
      if (found === null) return members
      const start = at + BLOCK
      if (start + found.size > size) throw new Error(`${found.name} is cut short`)
      if (found.isFile) members.push({ name: found.name, bytes: found.size, path, start })
      at = start + paddedSize(found.size)
    }
  } finally {
    await file.close()
  }
}

/** A member as text; for small ones. */
export async function readMember({ path, start, bytes }: Member): Promise<string> {
  if (start === 0) return readFile(path, 'utf8')
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, start)
    return buffer.toString('utf8')
  } finally {
    await file.close()
  }
}

/** The SHA-256 of a member, in hexadecimal; with `to`, its content is written there on the way. */
export async function digest({ path, start, bytes }: Member, to?: string): Promise<string> {
  const hash = createHash('sha256')
  if (bytes === 0) {
    if (to !== undefined) await (await open(to, 'wx')).close()
    return hash.digest('hex')
  }
  const source = createReadStream(path, { start, end: start + bytes - 1, highWaterMark: 1 << 20 })
  if (to === undefined) await pipeline(source, hash)
  else {
    const through = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(source, through, createWriteStream(to, { flags: 'wx', flush: true }))
  }
  return hash.digest('hex')
}

/** Pack the files of a directory into an archive, in this order, and make it durable. */
export async function pack(directory: string, names: string[], to: string): Promise<void> {
  const file = await open(to, 'wx', 0o600)
  try {
    for (const name of names) {
      const { size, mtimeMs } = await stat(join(directory, name))
      await file.write(tarHeader(name, size, Math.floor(mtimeMs / 1000)))
      for await (const chunk of createReadStream(join(directory, name), { highWaterMark: 1 << 20 })) {
        await file.write(chunk as Buffer)
      }
      await file.write(new Uint8Array(paddedSize(size) - size))
    }
    await file.write(END)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Make the content of a file, or the entries of a directory, durable. */
export async function synced(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Move into place, durably. */
export async function moved(from: string, to: string): Promise<void> {
  await rename(from, to)
  await synced(dirname(resolve(to)))
}

/** A name beside the target for work in progress. What processes that are gone have left there is removed. */
export async function workName(target: string, purpose: string): Promise<string> {
  const parent = dirname(resolve(target))
  await mkdir(parent, { recursive: true })
  const start = `${basename(target)}.${purpose}-`
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isAlive(pid)) await rm(join(parent, name), { recursive: true, force: true })
  }
  return join(parent, `${start}${process.pid}`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
