// One writer to a data directory, through the program itself. The lock is held by test/store/lock.test.ts; `remove`, `serve`
// and `restore` beside a server by test/cli.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { LockedError } from '../../src/errors.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { newsAt } from './news.ts'
import { PATIENT } from './size.ts'
import { configIn, engineOf } from './world.ts'

describe('a second writer on one data directory', PATIENT, () => {
  it.each([
    ['ingest', 'data/articles'],
    ['start', '--port', '0'],
  ])('is refused at once, naming the first and the remedy: %s', async (...args) => {
    const directory = await temporaryDirectory()
    const config = await configIn(directory)
    const first = await engineOf(config)
    const env = { ...process.env, TOUWEN_INDEX: config.index }
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { env })
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    expect(child.exitCode).toBe(3)
    expect(out).toBe('')
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toMatch(
      new RegExp(
        `^touwen: The index ${config.index} is being written by process ${process.pid} .*kill ${process.pid}.*--index.*POST /v1/articles`,
      ),
    )
    // The first goes on.
    const { id, ...draft } = newsAt(1, 1)
    expect(await first.articles.put(id!, draft)).toMatchObject({ created: true })
    await first.close()
  })

  it('is refused in every way of writing, and readers are not', async () => {
    const config = await configIn(await temporaryDirectory())
    const first = await engineOf(config)
    const { id, ...draft } = newsAt(1, 1)
    await first.articles.put(id!, draft)
    for (const mode of ['write', 'serve'] as const) {
      await expect(engineOf(config, mode)).rejects.toThrow(LockedError)
    }
    const reader = await engineOf(config, 'read')
    const again = newsAt(1, 2)
    await first.articles.put(id!, again)
    expect((await reader.article(id!))?.text).toBe(again.text)
    await expect(reader.articles.put(id!, draft)).rejects.toMatchObject({ code: 'index_locked' })
    await reader.close()
    await first.close()
    await (await engineOf(config, 'serve')).close()
    expect(join(config.index, '')).toContain('index')
  })
})
