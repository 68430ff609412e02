// Room on the disk of a directory.
import { statfs } from 'node:fs/promises'
import { Warning } from '../check.ts'

/** An index of 12,000 passages takes about 100 MB, and SQLite needs room to write it anew. */
const MIN_FREE_MB = 500

/** How much is free, in words; throws a `Warning` when that is little. */
export async function freeDisk(directory: string): Promise<string> {
  const { bavail, bsize } = await statfs(directory)
  const megabytes = Math.floor((bavail * bsize) / 1e6)
  if (megabytes < MIN_FREE_MB) throw new Warning(`${megabytes} MB free, fewer than ${MIN_FREE_MB}`)
  return `${megabytes} MB free`
}
