import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../src/cli/log.ts'
import type { LogLevel } from '../../src/http/deps.ts'
import { temporaryDirectory } from '../store/temporary.ts'

async function logTo(level: LogOptions['level']) {
  const path = join(await temporaryDirectory(), 'log')
  const fd = openSync(path, 'a')
  const log = createLog({ level, fd })
  const lines = async (): Promise<Record<string, unknown>[]> => {
    await log.flush()
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  return { log, lines, close: () => closeSync(fd) }
}

describe('the log', () => {
  it.each([
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('of level %s holds %j', async (level, held) => {
    const { log, lines, close } = await logTo(level)
    for (const at of ['info', 'warn', 'error'] satisfies LogLevel[]) log.event('happened', { at }, at)
    expect((await lines()).map(({ at }) => at)).toEqual(held)
    close()
  })

  it('keeps the order, one JSON object a line, whatever the records hold', async () => {
    const { log, lines, close } = await logTo('info')
    const long = '长\n"'.repeat(60_000)
    for (let i = 0; i < 2000; i += 1) log.event('counted', { i })
    log.event('long', { long })
    log.event('last')
    const found = await lines()
    expect(found.slice(0, 2000).map(({ i }) => i)).toEqual(Array.from({ length: 2000 }, (_, i) => i))
    expect(found[2000]).toMatchObject({ event: 'long', long })
    expect(found[2001]).toMatchObject({ event: 'last', level: 'info', time: expect.stringMatching(/Z$/) })
    close()
  })
})

/** A process that logs, with its standard error as a pipe that we hold. */
function logging(script: string) {
  const module = fileURLToPath(new URL('../../src/cli/log.ts', import.meta.url))
  const source = `import { createLog } from ${JSON.stringify(module)}\nconst log = createLog({ level: 'info' })\n${script}`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source])
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exit }
}

describe('a reader of the log', () => {
  it('that goes away does not end the program', async () => {
    const { child, exit } = logging(`
      console.log('begun')
      await new Promise((resolve) => process.stdin.once('data', resolve))
      for (let i = 0; i < 5; i += 1) {
        log.event('said')
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      await log.flush()
      console.log('done')
      process.exit(0)`)
    child.stdout.once('data', () => {
      child.stderr.destroy()
      setTimeout(() => child.stdin.write('go\n'), 50)
    })
    expect(await text(child.stdout)).toBe('begun\ndone\n')
    expect(await exit).toBe(0)
  })

  it('that does not read holds nobody up; what it misses is counted', async () => {
    const { child, exit } = logging(`
      let longest = 0
      const more = 'x'.repeat(1000)
      for (let i = 0; i < 20_000; i += 1) {
        const began = performance.now()
        log.event('said', { more })
        longest = Math.max(longest, performance.now() - began)
        if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      console.log(longest < 1000 ? 'free' : longest)
      await log.flush()`)
    child.stderr.pause()
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const lines = (await text(child.stderr)).trim().split('\n')
    const records = lines.map((line) => JSON.parse(line) as { event: string; records?: number })
    const missed = records
      .filter(({ event }) => event === 'log_dropped')
      .reduce((sum, { records: n = 0 }) => sum + n, 0)
    expect(missed).toBeGreaterThan(0)
    expect(records.filter(({ event }) => event === 'said').length + missed).toBe(20_000)
    expect(await exit).toBe(0)
  })

  it('gets the last record of a program that fails', async () => {
    const { child, exit } = logging(`
      process.on('uncaughtExceptionMonitor', (error) => log.event('crashed', { error: error.message }, 'error'))
      log.event('begun')
      setTimeout(() => { throw new Error('broken') }, 1)`)
    const events = (await text(child.stderr)).split('\n').filter((line) => line.startsWith('{"time"'))
    expect(events.map((line) => JSON.parse(line) as object)).toMatchObject([
      { event: 'begun' },
      { event: 'crashed', error: 'broken', level: 'error' },
    ])
    expect(await exit).not.toBe(0)
  })
})
