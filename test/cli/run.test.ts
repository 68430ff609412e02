import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { filtersOf } from '../../src/cli/filters.ts'
import { createProgram } from '../../src/cli/program.ts'
import { failure, runProgram } from '../../src/cli/run.ts'
import {
  IndexError,
  InputError,
  LockedError,
  NotFoundError,
  OverloadError,
  StorageError,
} from '../../src/errors.ts'

/** Run arguments with the output caught. */
async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const program = createProgram()
  const output = { writeOut: (text: string) => out.push(text), writeErr: (text: string) => err.push(text) }
  for (const command of [program, ...program.commands]) (command as Command).configureOutput(output)
  const code = await runProgram(program, args, { debug: false, stderr: { write: (text) => err.push(text) } })
  return { code, out: out.join(''), err: err.join('') }
}

describe('arguments', () => {
  it.each([
    [['ask'], /missing required argument 'question'/],
    [['ask', 'a', 'b'], /too many arguments/],
    [['ask', 'a', '--top-k', '21'], /whole number from 1 to 20/],
    [['search', 'a', '--limit', '1.5'], /whole number from 1 to 50/],
    [['ask', 'a', '--zon', 'x'], /unknown option '--zon'/],
    [['ingest'], /missing required argument 'path'/],
    [['remove'], /missing required argument 'id'/],
    [['read'], /missing required argument 'path'/],
    [['aks', 'a'], /unknown command 'aks'[\s\S]*ask/],
    [['serve', '--port', '99999'], /PORT is “99999”/],
    [['serve', '--port', 'x'], /PORT is “x”/],
  ])('%j end with code 2 and a reason', async (args, reason) => {
    const { code, err } = await run(...args)
    expect(err).toMatch(reason)
    expect(code).toBe(2)
  })

  it('prints the version of the package', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it.each([
    'start',
    'serve',
    'ingest',
    'read',
    'remove',
    'ask',
    'search',
    'stats',
    'doctor',
    'config',
    'keys',
    'backup',
    'restore',
  ])('helps with %s, with an example and the global options', async (command) => {
    const { code, out } = await run(command, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/Example:\n {2}npm /)
    expect(out).toContain('--index <dir>')
  })

  it('names a missing index and how to build it, with code 3', async () => {
    const { code, err } = await run('ask', '外资到账目标是多少', '--index', '/nowhere/at-all')
    expect(err).toMatch(/^touwen: .*\/nowhere\/at-all.*touwen ingest.*\n$/)
    expect(code).toBe(3)
  })
})

describe('failures', () => {
  it.each([
    [new InputError('a'), 2],
    [new NotFoundError('a'), 2],
    [new IndexError('a'), 3],
    [new LockedError('a'), 3],
    [new OverloadError('a'), 1],
    [Object.assign(new StorageError('full', '/d', 0), { message: 'a' }), 3],
  ])('%s is one line with its code', (thrown, code) => {
    expect(failure(thrown, false)).toEqual({ text: 'touwen: a', code })
  })

  it('keeps a message of several lines on one', () => {
    expect(failure(new InputError('a\n  b\nc'), false).text).toBe('touwen: a b c')
  })

  it('says of an unexpected error how to report it, with the stack for DEBUG only', () => {
    const thrown = new Error('odd')
    expect(failure(thrown, false).code).toBe(1)
    expect(failure(thrown, false).text).toMatch(/^touwen: unexpected error: odd\nPlease report .*DEBUG=1\.$/)
    expect(failure(thrown, true).text).toContain(thrown.stack)
  })
})

describe('filters', () => {
  it('are those of the contract', () => {
    const options = { zone: 'a', region: 'b', source: 'c', from: '2022-01-01', to: '2022-12-31' }
    expect(filtersOf(options)).toEqual({
      zone: 'a',
      region: 'b',
      source: 'c',
      published_from: '2022-01-01',
      published_to: '2022-12-31',
    })
    expect(filtersOf({})).toBeUndefined()
  })
})
