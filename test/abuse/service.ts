// The real service over real HTTP, with records on disk, around an engine without real models: in the process that calls it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLog, type Log } from '../../src/cli/log.ts'
import { openServed, type ServedOptions } from './open-served.ts'

/** A service in this process that runs until the test has ended; its log goes to `fd`, by default nowhere. */
export async function servedHere(options: Partial<ServedOptions> = {}, fd?: number) {
  const index = await mkdtemp(join(tmpdir(), 'touwen-abuse-'))
  const log: Log = createLog(fd === undefined ? { level: 'silent' } : { level: 'info', fd })
  const env = { TOUWEN_INDEX: index, ...options.env }
  const { url, close } = await openServed({ readMs: 0, ...options, env }, log)
  onTestFinished(async () => {
    await close()
    await rm(index, { recursive: true, force: true })
  })
  return { url, port: Number(new URL(url).port), flush: log.flush }
}
